package genba.improvement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the timeline.
 *
 * @param id names the occasion: written once however often a job is repeated
 * @param actorId null where the hub acted
 * @param detail what was said or found, in the words of the day
 */
record Event(String id, Kind kind, @Nullable String actorId, String detail, Instant at) {

  enum Kind {
    DRAFTED,
    PROPOSED,
    PROPOSAL_INCOMPLETE,
    REVISED,
    SCORED,
    SUPPORTER_NAMED,
    SUPPORTER_REFUSED,
    PROTOTYPE_HANDED_IN,
    PROTOTYPE_INCOMPLETE,
    STAGE_OPENED,
    APPROVED,
    SENT_BACK,
    REJECTED,
    DECISION_REFUSED,
    REMINDED,
    ESCALATED,
    WITHDRAWN,
    REGISTERED,
    TRIAL_REQUESTED,
    TRIAL_FAILED,
    CHECKED,
    CHECK_INCOMPLETE,
    WENT_LIVE,
    COMPARED,
    MEASURED,
    MEASUREMENT_REFUSED,
    RETIRED,
    ADOPTED
  }
}
