package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that keeps a file out, with the line it is on. */
class KameletCheckTest {

  private static final String SOUND =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: tax-add-record-action
        annotations:
          genba.jp/data-classes: PUBLIC, PERSONAL
          genba.jp/time-limit: PT30S
          genba.jp/idempotent: "true"
      spec:
        definition:
          title: 税：記録を追加する
          description: 記録を一件追加します
          type: object
          required: [number]
          properties:
            number: {title: 番号, type: string}
            pin: {title: 暗証, type: string, format: password, example: example-pin}
        dependencies: ["camel:core"]
        template:
          from:
            uri: "kamelet:source"
            steps:
              - setBody:
                  language:
                    language: feel
                    expression: |-
                      {method: "POST", path: "/records", json: {number: parameters.number}}
              - setHeader:
                  name: X-Kind
                  constant: record
              - to: "connection:http"
      """;

  private final KameletCheck check = new KameletCheck(new Feel());

  @Test
  void aSoundFileHasNoProblem() throws Exception {
    assertThat(problems(SOUND)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "apiVersion: camel.apache.org/v1|apiVersion: v9|1|apiVersion must be one of"
            + " camel.apache.org/v1",
        "kind: Kamelet|kind: Camelet|2|kind must be one of Kamelet",
        "tax-add-record-action|tax-add-other-action|4|metadata.name must be"
            + " 'tax-add-record-action'",
        "genba.jp/data-classes: PUBLIC, PERSONAL|genba.jp/data-classes: PUBLIC, SECRET|6|there is"
            + " no data class 'SECRET'",
        "PT30S|30 seconds|7|genba.jp/time-limit must be an ISO 8601 duration",
        "idempotent: \"true\"|idempotent: \"yes\"|8|metadata.annotations.genba.jp/idempotent must"
            + " be one of true, false",
        "title: 税：記録を追加する|name: x|10|spec.definition.title is missing",
        "description: 記録を一件追加します|summary: x|10|spec.definition.description is missing",
        "required: [number]|required: [numbers]|14|'numbers' is required but not among the"
            + " properties",
        "{title: 番号, type: string}|{type: string}|16|spec.definition.properties.number.title is"
            + " missing",
        "{title: 番号, type: string}|{title: 番号, type:"
            + " text}|16|spec.definition.properties.number.type must be one of string",
        "example: example-pin|default: example-pin|17|the secret 'pin' must not have a default",
        "example: example-pin|example: hunter2|17|the example of the secret 'pin'",
        "kamelet:source|direct:source|21|spec.template.from.uri must be one of kamelet:source",
        "{method: \"POST\"|{method \"POST\"|26|the route cannot be loaded: FEEL",
        "- setHeader:|- onException:|28|'onException' has no place in a connector",
        "- setHeader:|- circuit-breaker:|28|'circuit-breaker' has no place in a connector",
        "name: X-Kind|name: Authorization|28|'Authorization' holds a secret",
        "connection:http|https://x.example/?sig=abcdef0123|31|'to' holds a secret",
        "constant: record|constant: Bearer abc.def.0123|30|'constant' holds a secret"
      })
  void whatIsWrongIsToldWithItsLine(String right, String wrong, int line, String reason)
      throws Exception {
    List<FileProblem> problems = problems(SOUND.replace(right, wrong));
    assertThat(problems).isNotEmpty();
    assertThat(problems.getFirst().reason(Locale.ENGLISH)).startsWith(reason);
    assertThat(problems.getFirst().line()).isEqualTo(line);
    assertThat(problems.getFirst().reason(Locale.JAPANESE))
        .isNotEqualTo(problems.getFirst().reason(Locale.ENGLISH));
  }

  @Test
  void theNameSaysSystemVerbAndObject() throws Exception {
    assertThat(problems(SOUND, "tax", "tax-add-record-action")).isEmpty();
    assertThat(problems(SOUND, "kintone", "tax-add-record-action").getFirst().key())
        .isEqualTo("name-of-folder");
    assertThat(
            problems(SOUND.replace("tax-add-record-action", "tax-add"), "tax", "tax-add")
                .getFirst()
                .key())
        .isEqualTo("name-form");
  }

  @Test
  void aSecretIsNotRepeatedInWhatIsSaidAboutIt() throws Exception {
    String reason =
        problems(SOUND.replace("constant: record", "constant: Bearer abc.def.0123"))
            .getFirst()
            .inEnglish();
    assertThat(reason).doesNotContain("abc.def");
  }

  private List<FileProblem> problems(String text) throws YamlText.Unreadable {
    return problems(text, "tax", "tax-add-record-action");
  }

  private List<FileProblem> problems(String text, String system, String kamelet)
      throws YamlText.Unreadable {
    return check.problems(
        YamlText.read(system + "/" + kamelet + ".kamelet.yaml", text), system, kamelet);
  }
}
