package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that keeps a connection file out, with the line it is on. */
class ConnectionCheckTest {

  private static final String SOUND =
      """
      title: 税務
      policy: records
      properties:
        address: {title: 基底アドレス, required: true, example: "https://tax.example"}
        token: {title: トークン, format: password, example: example-token}
      authentication:
        type: bearer
        token: "= connection.token"
      headers:
        X-Place: "= connection.place"
      health: {method: GET, path: /health}
      """;

  private final ConnectionCheck check = new ConnectionCheck(new Feel());

  @Test
  void aSoundFileHasNoProblem() throws Exception {
    assertThat(problems("tax/tax.connection.yaml", SOUND)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "title: 税務|name: 税務|1|name is no key that can be used here",
        "policy: records|policy: hope|2|there is no policy 'hope' in _policies",
        "{title: 基底アドレス, |{|4|properties.address.title is missing",
        "example: example-token|example: hunter2|5|the example of the secret 'token'",
        "example: example-token|default: example-token|5|the secret 'token' must not have a"
            + " default",
        "type: bearer|type: magic|7|there is no authentication 'magic'",
        "\"= connection.token\"|abc.def.0123|8|'token' holds a secret",
        "= connection.place|= connection.place +|10|the route cannot be loaded: FEEL",
        "policy: records|policy: [|4|not YAML"
      })
  void whatIsWrongIsToldWithItsLine(String right, String wrong, int line, String reason)
      throws Exception {
    FileProblem problem;
    try {
      problem = problems("tax/tax.connection.yaml", SOUND.replace(right, wrong)).getFirst();
    } catch (YamlText.Unreadable e) {
      problem = e.problem();
    }
    assertThat(problem.reason(Locale.ENGLISH)).startsWith(reason).doesNotContain("abc.def");
    assertThat(problem.line()).isEqualTo(line);
  }

  @Test
  void theFileIsNamedAsItsFolder() throws Exception {
    assertThat(problems("tax/other.connection.yaml", SOUND))
        .extracting(problem -> problem.reason(Locale.ENGLISH))
        .containsExactly("the file must be named 'tax.connection.yaml'");
  }

  private List<FileProblem> problems(String path, String text) throws YamlText.Unreadable {
    return check.problems(YamlText.read(path, text), "tax", Set.of("standard", "records"));
  }
}
