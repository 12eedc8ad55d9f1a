package genba.connector;

import java.time.Duration;
import java.util.Map;

/** How a call to another system ended. A closed vocabulary, switched exhaustively. */
public sealed interface ConnectorOutcome {

  /** Done, with the system's answer. */
  record Completed(Map<String, Object> output) implements ConnectorOutcome {}

  /** Taken on; the end must be asked for under the reference. */
  record Accepted(String reference, Map<String, Object> output) implements ConnectorOutcome {}

  /** The system refused this input; repeating does not help, a person must look. */
  record Rejected(String code, String message) implements ConnectorOutcome {}

  /**
   * Nothing wrong with the input: try again after the back-off.
   *
   * @param untouched whether it is certain that the system did nothing (the call never left, or was
   *     turned away); else it may have acted, and is asked before it is asked again
   */
  record RetryLater(String reason, Duration backOff, boolean untouched)
      implements ConnectorOutcome {

    /** The system may have acted. */
    public RetryLater(String reason, Duration backOff) {
      this(reason, backOff, false);
    }
  }

  /** Wrong address, credentials or contract: an operator must mend it first. */
  record Misconfigured(String reason) implements ConnectorOutcome {}
}
