package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.connector.YamlText.Unreadable;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  private static final String TEXT =
      """
      # a comment
      timeLimit: PT20S
      redelivery:
        after: PT0.5S
      circuitBreaker:
        failureRate: 40
        calls: 10
        minimumCalls: 5
        openFor: PT1M
        halfOpenCalls: 2
      bulkhead:
        calls: 4
        wait: PT1S
      rateLimit:
        calls: 30
        per: PT1M
        wait: PT2S
      """;

  @Test
  void aFileSaysHowCallsAreKeptInBounds() throws Exception {
    assertThat(Policy.read("_policies/rpa.policy.yaml", "rpa", TEXT))
        .isEqualTo(
            new Policy(
                "rpa",
                Duration.ofSeconds(20),
                Duration.ofMillis(500),
                new Policy.Breaker(40, 10, 5, Duration.ofMinutes(1), 2),
                new Policy.Bulkhead(4, Duration.ofSeconds(1)),
                new Policy.Rate(30, Duration.ofMinutes(1), Duration.ofSeconds(2)),
                false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "rpa", "records", "messages"})
  void thoseThatCome(String name) {
    Policies policies = new Policies(TestFolders.connectors());
    assertThat(policies.problems()).isEmpty();
    assertThat(policies.find(name).breaker()).isNotNull();
  }

  @Test
  void aConnectionOverridesSingleValuesAndSwitchesLimitsOff() throws Exception {
    Policy policy = Policy.read("rpa.policy.yaml", "rpa", TEXT);
    Policy own =
        policy.with(
            Map.of(
                "rateLimitCalls", "5",
                "bulkhead-calls", "0",
                "timelimit", "PT5S",
                "address", "https://x.example"));

    assertThat(own.rate())
        .isEqualTo(new Policy.Rate(5, Duration.ofMinutes(1), Duration.ofSeconds(2)));
    assertThat(own.bulkhead()).isNull();
    assertThat(own.timeLimit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(own.ownTimeLimit()).isTrue();
    assertThat(own.breaker()).isEqualTo(policy.breaker());
    assertThatThrownBy(() -> policy.with(Map.of("rateLimitPer", "soon")))
        .isInstanceOf(Policy.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "timeLimit: PT20S|timeLimit: 20|2|'timeLimit' must be an ISO 8601 duration",
        "openFor: PT1M|openFor: PT0S|9|'circuitBreaker.openFor' must be an ISO 8601 duration",
        "failureRate: 40|failureRate: 140|6|'circuitBreaker.failureRate' must be a whole number"
            + " from 1 to 100",
        "  halfOpenCalls: 2|  retries: 5|10|there is no setting 'circuitBreaker.retries'",
        "redelivery:|retry:|3|there is no setting 'retry'",
        "  after: PT0.5S|  after: [|6|not YAML"
      })
  void whatIsWrongIsToldWithItsLine(String right, String wrong, int line, String reason) {
    assertThatThrownBy(() -> Policy.read("rpa.policy.yaml", "rpa", TEXT.replace(right, wrong)))
        .isInstanceOfSatisfying(
            Unreadable.class,
            e -> {
              assertThat(e.problem().line()).isEqualTo(line);
              assertThat(e.problem().reason(Locale.ENGLISH)).startsWith(reason);
              assertThat(e.problem().reason(Locale.JAPANESE)).isNotEqualTo(reason);
            });
  }
}
