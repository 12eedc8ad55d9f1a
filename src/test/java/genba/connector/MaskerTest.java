package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskerTest {

  @Test
  void aResolvedSecretShowsNowhere() {
    Masker.learn("masker example&secret");

    assertThat(Masker.mask("refused: masker example&secret!")).isEqualTo("refused: ***!");
    assertThat(Masker.mask("at /x?q=masker+example%26secret")).isEqualTo("at /x?q=***");
    assertThat(
            Masker.mask(
                new Completed(
                    Map.of("echo", List.of(Map.of("header", "is masker example&secret"))))))
        .isEqualTo(new Completed(Map.of("echo", List.of(Map.of("header", "is ***")))));
    assertThat(Masker.mask(new Misconfigured("masker example&secret")))
        .isEqualTo(new Misconfigured("***"));
  }

  @Test
  void wordsAreNotSecretsBecauseSomebodyChoseAShortOne() {
    Masker.learn("a");
    assertThat(Masker.mask("a bot")).isEqualTo("a bot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://flow.example/x?api-version=1&sig=abcDEF123&v=2|https://flow.example/x?api-version=1&sig=***&v=2",
        "https://masker-user:pass@files.example/x|https://masker-user:***@files.example/x",
        "Authorization: Bearer abc.def.gh1|Authorization: Bearer ***",
        "{authorization=token0815, accept=json}|{authorization=***, accept=json}",
        "sent Basic Y2xlcms6c2VjcmV0 there|sent Basic *** there",
        "Basic authentication is off|Basic authentication is off",
        "The bearer must sign|The bearer must sign",
        "一般の文章：起動しました|一般の文章：起動しました"
      })
  void whatLooksLikeACredentialIsMaskedToo(String text, String masked) {
    assertThat(Masker.mask(text)).isEqualTo(masked);
  }

  @Test
  void whatTheEngineHearsIsOneShortLine() {
    RetryLater told =
        (RetryLater) Masker.mask(new RetryLater("a\n b".repeat(200), Duration.ofSeconds(1)));
    assertThat(told.reason()).doesNotContain("\n").hasSizeLessThanOrEqualTo(300).endsWith("…");
  }
}
