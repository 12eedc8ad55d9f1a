package genba.connector;

import genba.connector.ConnectorOutcome.RetryLater;
import org.jspecify.annotations.Nullable;

/**
 * How one call ended, and what it says about the other system; that decides on redelivery, circuit
 * breaker and new credentials.
 */
record Answer(ConnectorOutcome outcome, Kind kind) {

  enum Kind {
    /** It answered as it should; refusing an input is that as well. */
    WELL,
    /** No answer: refused, reset, too slow. */
    NETWORK,
    /** It answered 5xx or 408. */
    ILL,
    /** It is well and asks for patience: 425, 429. */
    BUSY,
    /** It does not know us: 401, 403. */
    UNAUTHORIZED,
    /** The call never reached it, the mistake is here. */
    OURS
  }

  /**
   * The same, but an earlier request of the call has had its effect: it can neither be called
   * untouched nor be made again with other credentials.
   */
  Answer afterAnEffect() {
    ConnectorOutcome told =
        outcome instanceof RetryLater(var reason, var backOff, var _)
            ? new RetryLater(reason, backOff)
            : outcome;
    return new Answer(told, kind == Kind.UNAUTHORIZED ? Kind.OURS : kind);
  }

  /** Whether it was ill; null where nothing can be told. */
  @Nullable Boolean ill() {
    return switch (kind) {
      case NETWORK, ILL -> true;
      case WELL -> false;
      case BUSY, UNAUTHORIZED, OURS -> null;
    };
  }
}
