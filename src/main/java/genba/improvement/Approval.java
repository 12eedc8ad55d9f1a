package genba.improvement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stage of the approval of one hand-in.
 *
 * @param id the same each time the stage is opened again after an attempt that did not count
 * @param reason why the case needs this stage
 * @param last nothing comes after it
 */
record Approval(
    String id,
    String improvementId,
    int prototypeVersion,
    int stageIndex,
    ApprovalStage stage,
    String reason,
    boolean last,
    Instant openedAt,
    Instant remindAt,
    Instant escalateAt,
    @Nullable Instant escalatedAt) {

  static String id(String improvementId, int prototypeVersion, int stageIndex) {
    return improvementId + ":" + prototypeVersion + ":" + stageIndex;
  }

  boolean isEscalated() {
    return escalatedAt != null;
  }
}
