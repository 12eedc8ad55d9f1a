package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeelTest {

  private final Feel feel = new Feel();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "encode uri(\"市民局/自動化 1\")|%E5%B8%82%E6%B0%91%E5%B1%80%2F%E8%87%AA%E5%8B%95%E5%8C%96%201",
        "base64(\"é\")|w6k=",
        "from base64(\"w6k=\")|é",
        // RFC 4231, test case 2.
        "hmac sha256(\"Jefe\", \"what do ya want for"
            + " nothing?\")|5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "uuid(\"run-1\") = uuid(\"run-1\")|true",
        "uuid(\"run-1\") = uuid(\"run-2\")|false",
        "from json(\"{\\\"a\\\":{\\\"b\\\":[1,2]}}\").a.b[2]|2",
        "string(from json(\"not JSON\") = null)|true",
        "json path({jobs: [{id: 7}]}, \"$.jobs[0].id\")|7",
        "string(json path({jobs: []}, \"$.jobs[0].id\") = null)|true",
        "matches text(\"run-12\", \"^run-\\\\d+$\")|true",
        "to json([1, \"二\"])|[1,\"二\"]",
      })
  void functionsForTalkingToOtherSystems(String expression, String value) {
    assertThat(String.valueOf(feel.evaluate(expression, Map.of()))).isEqualTo(value);
  }

  @Test
  void valuesArePlain() {
    assertThat(feel.evaluate("{a: 1, b: [1.5, null], c: {d: \"x\"}}", Map.of()))
        .isEqualTo(
            new HashMap<>(
                Map.of("a", 1L, "b", java.util.Arrays.asList(1.5, null), "c", Map.of("d", "x"))));
  }

  @Test
  void whatIsMissingIsNullButWhatIsMisspeltIsAnError() {
    assertThat(feel.evaluate("body.value[1].Key", Map.of("body", Map.of("value", List.of()))))
        .isNull();
    assertThatThrownBy(() -> feel.evaluate("to jsn(1)", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("to jsn");
    assertThatThrownBy(() -> feel.parse("{a: "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("FEEL: ");
  }

  @Test
  void aSettingIsFeelOnlyWhereItSaysSo() {
    Map<String, Object> variables = Map.of("connection", Map.of("tenant", "city"));
    assertThat(feel.setting("= \"/\" + connection.tenant", variables)).isEqualTo("/city");
    assertThat(feel.setting("/plain", variables)).isEqualTo("/plain");
    assertThat(feel.setting(Map.of("x", "= connection.tenant", "n", 1), variables))
        .isEqualTo(Map.of("x", "city", "n", 1));
  }

  @Test
  void anAddressIsFilledWithoutLettingAValueBreakOut() {
    assertThat(
            feel.evaluate(
                "expand uri(\"/bots/{bot}/runs?ref={ref}{none}\", {bot: \"a/b 市\", ref:"
                    + " \"x&y=$1\"})",
                Map.of()))
        .isEqualTo("/bots/a%2Fb%20%E5%B8%82/runs?ref=x%26y%3D%241");
    assertThat(feel.evaluate("expand uri(none, {})", Map.of())).isNull();
  }

  @Test
  void whatAnOperatorWroteIsFeelOrAPathOrItself() {
    Map<String, Object> seen =
        Map.of("answer", Map.of("list", List.of(Map.of("no", 7)), "word", "済"));
    assertThat(feel.evaluate("evaluate(\"= body.word + \\\"!\\\"\", {body: answer})", seen))
        .isEqualTo("済!");
    assertThat(feel.evaluate("evaluate(\"$.list[0].no\", {body: answer})", seen)).hasToString("7");
    assertThat(feel.evaluate("evaluate(\"$.none.no\", {body: answer})", seen)).isNull();
    assertThat(feel.evaluate("evaluate(\"$.x\", {body: null})", seen)).isNull();
    assertThat(feel.evaluate("evaluate(\"fixed\", {})", seen)).isEqualTo("fixed");
    assertThat(feel.evaluate("evaluate(missing, {})", seen)).isNull();
    assertThatThrownBy(() -> feel.evaluate("evaluate(\"= uper case(body)\", {body: 1})", seen))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
