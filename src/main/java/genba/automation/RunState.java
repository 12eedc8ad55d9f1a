package genba.automation;

/** The life of a run. Legal moves are one switch. */
public enum RunState {
  REQUESTED,
  ACCEPTED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  REJECTED,
  CANCELLED,
  TIMED_OUT,
  /** Taken over and finished by people. */
  BY_HAND;

  /** Whether the bot is done with it. */
  public boolean isFinal() {
    return switch (this) {
      case REQUESTED, ACCEPTED, RUNNING -> false;
      case SUCCEEDED, FAILED, REJECTED, CANCELLED, TIMED_OUT, BY_HAND -> true;
    };
  }

  /** Whether a run may go from this state to the next. */
  public boolean canBecome(RunState next) {
    return switch (this) {
      case REQUESTED ->
          next == ACCEPTED
              || next == RUNNING
              || next == SUCCEEDED
              || next == FAILED
              || next == REJECTED
              || next == CANCELLED
              || next == TIMED_OUT;
      case ACCEPTED ->
          next == RUNNING
              || next == SUCCEEDED
              || next == FAILED
              || next == REJECTED
              || next == CANCELLED
              || next == TIMED_OUT;
      case RUNNING ->
          next == SUCCEEDED
              || next == FAILED
              || next == REJECTED
              || next == CANCELLED
              || next == TIMED_OUT;
      case SUCCEEDED, FAILED, REJECTED, CANCELLED, TIMED_OUT -> next == BY_HAND;
      case BY_HAND -> false;
    };
  }
}
