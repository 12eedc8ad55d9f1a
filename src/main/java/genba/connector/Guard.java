package genba.connector;

import genba.connector.ConnectorOutcome.RetryLater;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands before one connection: lets a call through, or says when to come again. */
final class Guard {

  private static final Duration PLACE_BACK_OFF = Duration.ofSeconds(5);
  private static final Duration SLOW_IS_NO_FAILURE = Duration.ofDays(1);

  private final Policy policy;
  private final String system;
  private final String connection;
  private final Clock clock;
  private final @Nullable CircuitBreaker breaker;
  private final @Nullable Bulkhead bulkhead;
  private final @Nullable RateLimiter rate;
  private volatile Instant openedAt = Instant.EPOCH;

  Guard(Policy policy, String system, String connection, Clock clock) {
    this.policy = policy;
    this.system = system;
    this.connection = connection;
    this.clock = clock;
    this.breaker = policy.breaker() == null ? null : breaker(connection, policy.breaker());
    this.bulkhead =
        policy.bulkhead() == null
            ? null
            : Bulkhead.of(
                connection,
                BulkheadConfig.custom()
                    .maxConcurrentCalls(policy.bulkhead().calls())
                    .maxWaitDuration(policy.bulkhead().patience())
                    .build());
    this.rate =
        policy.rate() == null
            ? null
            : RateLimiter.of(
                connection,
                RateLimiterConfig.custom()
                    .limitForPeriod(policy.rate().calls())
                    .limitRefreshPeriod(policy.rate().per())
                    .timeoutDuration(policy.rate().patience())
                    .build());
    if (breaker != null) {
      breaker
          .getEventPublisher()
          .onStateTransition(
              event -> {
                if (event.getStateTransition().getToState() == State.OPEN) {
                  openedAt = clock.instant();
                }
              });
    }
  }

  private static CircuitBreaker breaker(String name, Policy.Breaker wanted) {
    return CircuitBreaker.of(
        name,
        CircuitBreakerConfig.custom()
            .failureRateThreshold(wanted.failureRate())
            .slidingWindowSize(wanted.calls())
            .minimumNumberOfCalls(Math.min(wanted.minimumCalls(), wanted.calls()))
            .waitDurationInOpenState(wanted.openFor())
            .permittedNumberOfCallsInHalfOpenState(wanted.halfOpenCalls())
            .slowCallDurationThreshold(SLOW_IS_NO_FAILURE)
            .build());
  }

  Policy policy() {
    return policy;
  }

  String system() {
    return system;
  }

  /** {@code CLOSED}, {@code OPEN}, {@code HALF_OPEN}; null: there is none. */
  @Nullable String breakerState() {
    return breaker == null ? null : breaker.getState().name();
  }

  /**
   * Null: go, and tell {@link #leave} afterwards. Waits at most as long as the policy says. The
   * breaker is asked first, so that a system that is down costs neither place nor rate.
   */
  @Nullable RetryLater enter() {
    if (breaker != null && !breaker.tryAcquirePermission()) {
      return new RetryLater(
          "The connection " + connection + " is interrupted: its last calls failed",
          untilClosed(),
          true);
    }
    if (bulkhead != null && !bulkhead.tryAcquirePermission()) {
      giveBack();
      return new RetryLater(
          "The connection " + connection + " is busy with as many calls as allowed",
          PLACE_BACK_OFF,
          true);
    }
    if (rate != null && !rate.acquirePermission()) {
      if (bulkhead != null) {
        bulkhead.releasePermission();
      }
      giveBack();
      return new RetryLater(
          "The connection " + connection + " has used its calls of this period",
          atLeastASecond(rate.getRateLimiterConfig().getLimitRefreshPeriod()),
          true);
    }
    return null;
  }

  /** The call has ended; null: it says nothing about the system's health. */
  void leave(@Nullable Boolean ill, long nanos) {
    if (bulkhead != null) {
      bulkhead.onComplete();
    }
    if (breaker == null) {
      return;
    }
    if (ill == null) {
      breaker.releasePermission();
    } else if (ill) {
      breaker.onError(nanos, TimeUnit.NANOSECONDS, new IllegalStateException(connection));
    } else {
      breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void giveBack() {
    if (breaker != null) {
      breaker.releasePermission();
    }
  }

  private Duration untilClosed() {
    Policy.Breaker wanted = policy.breaker();
    Duration open = wanted == null ? Duration.ZERO : wanted.openFor();
    return atLeastASecond(
        Duration.between(clock.instant(), openedAt.plus(open)).compareTo(Duration.ZERO) > 0
            ? Duration.between(clock.instant(), openedAt.plus(open))
            : Duration.ofSeconds(1));
  }

  private static Duration atLeastASecond(Duration duration) {
    return Duration.ofSeconds(Math.max(1, duration.plusMillis(999).toSeconds()));
  }
}
