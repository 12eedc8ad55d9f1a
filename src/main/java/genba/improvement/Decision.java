package genba.improvement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to decide.
 *
 * @param id key of the verifying task: a repeated job finds its answer here
 * @param capacity in whose place it was decided; null where it did not count
 * @param refusal why it did not count; null where it did
 * @param notice told to the people who must decide again
 */
record Decision(
    String id,
    String improvementId,
    String approvalId,
    ApprovalStage stage,
    int round,
    String personId,
    Verdict verdict,
    @Nullable SendBackTo sendBackTo,
    String reason,
    @Nullable Capacity capacity,
    @Nullable Refusal refusal,
    NextStep nextStep,
    int nextIndex,
    String notice,
    Instant at) {

  /** What the person chose. */
  enum Verdict {
    APPROVE,
    SEND_BACK,
    REJECT,
    /** Completed without choosing. */
    NONE
  }

  enum SendBackTo {
    PROPOSAL,
    PROTOTYPE
  }

  /** In whose place a person decides. */
  enum Capacity {
    SECTION_SUPERVISOR,
    BUREAU_SUPERVISOR,
    DIGITAL_OFFICE
  }

  /** Why an attempt does not count. */
  enum Refusal {
    UNKNOWN_PERSON,
    OWN_PROPOSAL,
    OWN_PROTOTYPE,
    NOT_ENTITLED,
    NO_DECISION,
    NO_REASON,
    NO_TARGET,
    WITHDRAWN
  }

  /** Where the process goes on. */
  enum NextStep {
    AGAIN,
    NEXT_STAGE,
    APPROVED,
    TO_PROPOSAL,
    TO_PROTOTYPE,
    REJECTED
  }

  public boolean counts() {
    return refusal == null;
  }
}
