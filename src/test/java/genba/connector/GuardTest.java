package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What is turned away is told to come again, and is known to have done nothing. */
class GuardTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);

  @Test
  void openAfterTooManyCallsMetAnIllSystem() {
    Guard guard = guard(new Policy.Breaker(50, 4, 4, Duration.ofSeconds(30), 1), null, null);
    for (Boolean ill : new Boolean[] {true, false, true}) {
      assertThat(guard.enter()).isNull();
      guard.leave(ill, 1);
    }
    assertThat(guard.breakerState()).isEqualTo("CLOSED");

    assertThat(guard.enter()).isNull();
    guard.leave(true, 1);

    assertThat(guard.breakerState()).isEqualTo("OPEN");
    assertThat(guard.enter())
        .isEqualTo(
            new RetryLater(
                "The connection sample is interrupted: its last calls failed",
                Duration.ofSeconds(30),
                true));
  }

  @Test
  void whatTheSystemRefusesOrWhatIsOurMistakeOpensNothing() {
    Guard guard = guard(new Policy.Breaker(50, 2, 2, Duration.ofSeconds(30), 1), null, null);
    for (int i = 0; i < 20; i++) {
      assertThat(guard.enter()).isNull();
      guard.leave(i % 2 == 0 ? null : false, 1);
    }
    assertThat(guard.breakerState()).isEqualTo("CLOSED");
  }

  @Test
  void noMoreCallsAtATimeThanAllowed() {
    Guard guard = guard(null, new Policy.Bulkhead(1, Duration.ZERO), null);
    assertThat(guard.enter()).isNull();

    RetryLater later = guard.enter();
    assertThat(later).isNotNull();
    assertThat(later.untouched()).isTrue();

    guard.leave(false, 1);
    assertThat(guard.enter()).isNull();
  }

  @Test
  void noMoreCallsInAPeriodThanAllowedAndNoPlaceIsLostByIt() {
    Guard guard =
        guard(
            null,
            new Policy.Bulkhead(3, Duration.ZERO),
            new Policy.Rate(2, Duration.ofMinutes(10), Duration.ZERO));
    for (int i = 0; i < 2; i++) {
      assertThat(guard.enter()).isNull();
      guard.leave(false, 1);
    }
    for (int i = 0; i < 5; i++) {
      RetryLater later = guard.enter();
      assertThat(later).isNotNull();
      assertThat(later.reason()).contains("has used its calls");
      assertThat(later.backOff()).isEqualTo(Duration.ofMinutes(10));
    }
  }

  private static Guard guard(Policy.Breaker breaker, Policy.Bulkhead bulkhead, Policy.Rate rate) {
    return new Guard(
        new Policy("test", null, null, breaker, bulkhead, rate, false), "sample", "sample", CLOCK);
  }
}
