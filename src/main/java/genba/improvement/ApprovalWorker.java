package genba.improvement;

import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import genba.improvement.ApprovalService.Wanted;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Jobs around each stage of an approval. */
@Component
class ApprovalWorker {

  private final ApprovalService approvals;
  private final Clock clock;

  ApprovalWorker(ApprovalService approvals, Clock clock) {
    this.approvals = approvals;
    this.clock = clock;
  }

  @HandlesJob("open-approval-stage")
  JobResult open(Job job) {
    ApprovalService.Opened opened =
        approvals.open(job.text("improvementId"), stages(job), stageIndex(job));
    Approval approval = opened.approval();
    return JobResult.done(
        Map.of(
            "stage", approval.stage().name(),
            "stageName", opened.name(),
            "approverGroups", opened.groups(),
            "remindAt", iso(approval.remindAt()),
            "escalateAt", iso(approval.escalateAt()),
            "dueAt", iso(approval.escalateAt()),
            "approvalText", opened.text()));
  }

  @HandlesJob("verify-decision")
  JobResult verify(Job job) {
    Decision decision =
        approvals.verify(
            job.text("improvementId"),
            new ApprovalService.Attempt(
                stageIndex(job),
                job.text("completedBy"),
                job.textOr("decision", ""),
                job.textOr("sendBackTo", ""),
                job.textOr("decisionReason", "")),
            job.elementInstanceKey());
    return JobResult.done(
        Map.of(
            "nextStep", decision.nextStep().name(),
            "stageIndex", decision.nextIndex(),
            "notice", decision.notice()));
  }

  @HandlesJob("remind-approver")
  JobResult remind(Job job) {
    approvals.remind(job.text("improvementId"), stageIndex(job));
    return JobResult.done();
  }

  @HandlesJob("escalate-approval")
  JobResult escalate(Job job) {
    approvals.escalate(job.text("improvementId"), stageIndex(job));
    return JobResult.done();
  }

  private static int stageIndex(Job job) {
    return Math.toIntExact(job.numberOr("stageIndex", 0));
  }

  /** What the decision model gave: stages with their reasons, from below upwards. */
  private static List<Wanted> stages(Job job) {
    return job.variables().get("approvalStages") instanceof List<?> list
        ? list.stream()
            .filter(Map.class::isInstance)
            .map(stage -> (Map<?, ?>) stage)
            .map(
                stage ->
                    new Wanted(
                        ApprovalStage.valueOf(String.valueOf(stage.get("stage"))),
                        stage.get("reason") == null ? "" : String.valueOf(stage.get("reason"))))
            .toList()
        : List.of();
  }

  private String iso(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.atZone(clock.getZone()).toOffsetDateTime());
  }
}
