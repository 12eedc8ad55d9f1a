package genba.improvement;

/**
 * What was asked for is not possible; the code says why, as a message of {@code
 * improvement.not-possible}.
 */
class NotPossible extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, and so how the API answers. */
  enum Why {
    /** The person may not do it. */
    NOT_YOURS,
    /** Too late: it is live or over. */
    TOO_LATE,
    /** Another department can only adopt what is in use. */
    NOT_IN_USE,
    /** The department has it already. */
    SAME_DEPARTMENT,
    /** Only those who build it hand it in. */
    NOT_ITS_LEADER,
    /** The case does not wait for a prototype. */
    NO_PROTOTYPE_WANTED,
    /** The idempotency key came with another content before. */
    KEY_REUSED
  }

  private final Why why;

  NotPossible(Why why) {
    super(why.name());
    this.why = why;
  }

  Why why() {
    return why;
  }
}
