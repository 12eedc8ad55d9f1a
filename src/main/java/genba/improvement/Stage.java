package genba.improvement;

/** Where an improvement stands. Legal moves are one switch. */
public enum Stage {
  /** Started in Tasklist; nobody has put a name to it yet. */
  DRAFT,
  PROPOSED,
  /** Scored, and waits for a supporter because the department has no leader. */
  TRIAGED,
  PROTOTYPING,
  IN_APPROVAL,
  ROLLING_OUT,
  MEASURING,
  STANDARDISED,
  RETIRED,
  REJECTED,
  WITHDRAWN;

  boolean canBecome(Stage next) {
    return switch (this) {
      case DRAFT -> next == PROPOSED || next == WITHDRAWN;
      case PROPOSED -> next == TRIAGED || next == PROTOTYPING || next == WITHDRAWN;
      case TRIAGED -> next == PROPOSED || next == PROTOTYPING || next == WITHDRAWN;
      case PROTOTYPING -> next == IN_APPROVAL || next == WITHDRAWN;
      case IN_APPROVAL ->
          next == PROPOSED
              || next == PROTOTYPING
              || next == ROLLING_OUT
              || next == REJECTED
              || next == WITHDRAWN
              || next == STANDARDISED;
      // What was approved may have changed while a failed trial was mended.
      case ROLLING_OUT -> next == MEASURING || next == IN_APPROVAL || next == WITHDRAWN;
      case MEASURING -> next == STANDARDISED || next == PROTOTYPING || next == RETIRED;
      case STANDARDISED, RETIRED, REJECTED, WITHDRAWN -> false;
    };
  }

  /** Whether the proposer may still take it back: any time before it goes live. */
  boolean isBeforeGoLive() {
    return canBecome(WITHDRAWN);
  }

  /** Whether it works somewhere, so that another department can adopt it. */
  boolean isInUse() {
    return this == MEASURING || this == STANDARDISED;
  }

  /** Whether nothing more will happen. */
  public boolean isFinal() {
    return switch (this) {
      case STANDARDISED, RETIRED, REJECTED, WITHDRAWN -> true;
      case DRAFT, PROPOSED, TRIAGED, PROTOTYPING, IN_APPROVAL, ROLLING_OUT, MEASURING -> false;
    };
  }
}
