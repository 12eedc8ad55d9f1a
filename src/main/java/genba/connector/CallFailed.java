package genba.connector;

import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call over a connection failed: what the caller is told, and what it says about the other
 * system, which decides on redelivery and circuit breaker.
 */
final class CallFailed extends Exception {

  private static final long serialVersionUID = 1L;

  /** What the failure says about the other system. */
  enum Kind {
    /** No answer: refused, reset, too slow. */
    NETWORK,
    /** It answered 5xx or 408. */
    SYSTEM,
    /** It is well and asks for patience: 425, 429. */
    BUSY,
    /** It does not know us: 401, 403. */
    UNAUTHORIZED,
    /** It is well and refuses this input. */
    REFUSED,
    /** What is wrong is on our side. */
    OURS;

    boolean illness() {
      return this == NETWORK || this == SYSTEM;
    }
  }

  static final Duration BACK_OFF = Duration.ofSeconds(30);

  private final Kind kind;
  private final transient ConnectorOutcome outcome;

  CallFailed(Kind kind, ConnectorOutcome outcome, @Nullable Throwable cause) {
    super(kind.name().toLowerCase(Locale.ROOT), cause);
    this.kind = kind;
    this.outcome = outcome;
  }

  /**
   * An answer that is no success.
   *
   * @param retryAfter the answer's own wish; null: the usual back-off
   * @param code the vendor's error code; null: {@code HTTP_404}
   * @param message the vendor's message field, never a whole body; null: only the status is told
   */
  static CallFailed ofStatus(
      int status, @Nullable Duration retryAfter, @Nullable String code, @Nullable String message) {
    String reason = "HTTP " + status + (message == null ? "" : ": " + Masker.shorten(message));
    Duration later = retryAfter == null ? BACK_OFF : retryAfter;
    return switch (status) {
      case 401, 403 -> new CallFailed(Kind.UNAUTHORIZED, new Misconfigured(reason), null);
      case 425, 429 -> new CallFailed(Kind.BUSY, new RetryLater(reason, later, true), null);
      default ->
          status >= 500 || status == 408
              ? new CallFailed(Kind.SYSTEM, new RetryLater(reason, later), null)
              : new CallFailed(
                  Kind.REFUSED,
                  new Rejected(
                      code == null || code.isBlank() ? "HTTP_" + status : Masker.shorten(code),
                      message == null || message.isBlank()
                          ? "HTTP " + status
                          : Masker.shorten(message)),
                  null);
    };
  }

  /** No answer came. */
  static CallFailed ofNetwork(Exception cause) {
    return new CallFailed(
        Kind.NETWORK,
        new RetryLater(
            cause.getClass().getSimpleName(), BACK_OFF, cause instanceof ConnectException),
        cause);
  }

  Kind kind() {
    return kind;
  }

  ConnectorOutcome outcome() {
    return outcome;
  }
}
