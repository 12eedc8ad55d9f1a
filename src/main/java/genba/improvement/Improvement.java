package genba.improvement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One case, as it stands.
 *
 * @param number shown to people, {@code R8-0001}: fiscal year and sequence
 * @param parentId the case it was adopted from
 * @param proposerId null while it is a draft from Tasklist
 * @param round 1, and one more for each time it is improved after a measurement
 * @param tool proposed by the triage
 * @param supporterId stands in for the leader a department lacks
 * @param automationId of the latest round
 * @param processInstanceKey null until the engine has taken it up
 * @param liveAt since when the latest round is in use
 */
record Improvement(
    String id,
    String number,
    @Nullable String parentId,
    Proposal proposal,
    @Nullable String proposerId,
    Origin origin,
    Stage stage,
    int round,
    @Nullable Tool tool,
    @Nullable String supporterId,
    @Nullable String automationId,
    @Nullable Long processInstanceKey,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant liveAt,
    @Nullable Instant measureAt) {

  public String path() {
    return "/improvements/" + id;
  }

  public String departmentCode() {
    return proposal.departmentCode();
  }

  boolean isProposedBy(String userId) {
    return userId.equals(proposerId);
  }

  /** The ledger's source of this round's plan and report. */
  String ledgerSource() {
    return id + "#" + round;
  }
}
