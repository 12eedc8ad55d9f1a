package genba.improvement;

import genba.automation.Automations.Automation;
import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Jobs from the approval to going live. */
@Component
class RolloutWorker {

  /** The error's code in the model. */
  private static final String WITHDRAWN = "IMPROVEMENT_WITHDRAWN";

  private final RolloutService rollout;
  private final Clock clock;

  RolloutWorker(RolloutService rollout, Clock clock) {
    this.rollout = rollout;
    this.clock = clock;
  }

  @HandlesJob("register-automation")
  JobResult register(Job job) {
    Automation automation = rollout.register(job.text("improvementId"));
    return JobResult.done(
        Map.of("automationId", automation.id(), "hasBot", automation.hasBot(), "notice", ""));
  }

  @HandlesJob("request-trial-run")
  JobResult requestTrial(Job job) {
    return JobResult.done(
        Map.of("runId", rollout.requestTrial(job.text("improvementId"), job.elementInstanceKey())));
  }

  @HandlesJob("report-failed-trial")
  JobResult reportFailedTrial(Job job) {
    return JobResult.done(
        Map.of(
            "notice",
            rollout.reportFailedTrial(
                job.text("improvementId"),
                job.textOr("runState", ""),
                job.textOr("runMessage", ""),
                job.elementInstanceKey())));
  }

  @HandlesJob("record-check-list")
  JobResult recordCheckList(Job job) {
    String notice =
        rollout.recordCheckList(
            job.text("improvementId"),
            job.text("completedBy"),
            new RolloutService.CheckList(
                job.flag("manualReady"),
                job.flag("ownerNamed"),
                job.flag("dataHandled"),
                job.flag("staffInformed"),
                job.textOr("checkNote", "").strip()),
            job.elementInstanceKey());
    return JobResult.done(Map.of("checkListComplete", notice.isEmpty(), "notice", notice));
  }

  @HandlesJob("go-live")
  JobResult goLive(Job job) {
    return rollout
        .goLive(job.text("improvementId"), job.elementInstanceKey())
        .map(measureAt -> JobResult.done(Map.of("measureAt", time(measureAt))))
        .orElseGet(() -> new JobResult.Error(WITHDRAWN, "Withdrawn before it went live", Map.of()));
  }

  private String time(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.atZone(clock.getZone()).toOffsetDateTime());
  }
}
