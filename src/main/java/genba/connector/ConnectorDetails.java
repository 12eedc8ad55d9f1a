package genba.connector;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector as its catalogue page shows it. No secret is in here, only whether it is set.
 *
 * @param file path below the connectors' folder; for the public catalogue the Kamelet's name
 * @param connections the connections it can be called with; empty where its system needs none
 * @param limits what its policy allows, with the connector's own time limit
 * @param lastErrors newest first
 */
record ConnectorDetails(
    Connector connector,
    String file,
    List<ConnectionDetails> connections,
    Limits limits,
    List<CallError> lastErrors) {

  /**
   * A named connection.
   *
   * @param missing titles of required properties that are not set
   * @param breaker {@code CLOSED}, {@code OPEN}, {@code HALF_OPEN}; null before the first call
   * @param health result of the last check on demand; null: not asked since the start
   * @param checkable whether its system has a request without effect to ask with
   */
  record ConnectionDetails(
      String name,
      String system,
      List<Setting> settings,
      List<String> missing,
      Limits limits,
      @Nullable String breaker,
      @Nullable HealthCheck health,
      boolean checkable) {

    public boolean complete() {
      return missing.isEmpty();
    }
  }

  /**
   * A property of a connection.
   *
   * @param value null for a secret and for what is not set
   */
  record Setting(
      String name,
      String title,
      String description,
      boolean required,
      boolean secret,
      boolean set,
      @Nullable String value) {}

  /**
   * What the policy allows; null where it sets no limit.
   *
   * @param policy name of the file in {@code _policies}
   * @param redeliverAfter pause before the one quick redelivery; only idempotent connectors have it
   */
  record Limits(
      String policy,
      Duration timeLimit,
      @Nullable Duration redeliverAfter,
      @Nullable Integer parallelCalls,
      @Nullable Integer rateCalls,
      @Nullable Duration ratePeriod) {}

  /**
   * A call that failed.
   *
   * @param outcome {@code Rejected}, {@code RetryLater} or {@code Misconfigured}
   * @param reason masked and shortened
   */
  record CallError(String connection, Instant at, String outcome, String reason) {}

  record HealthCheck(boolean healthy, String reason, Instant at, Duration took) {}
}
