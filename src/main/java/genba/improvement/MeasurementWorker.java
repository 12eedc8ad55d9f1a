package genba.improvement;

import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import genba.improvement.Measurement.NextAction;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Jobs at the end of a round. */
@Component
class MeasurementWorker {

  private final MeasurementService measurement;

  MeasurementWorker(MeasurementService measurement) {
    this.measurement = measurement;
  }

  @HandlesJob("compare-gain")
  JobResult compare(Job job) {
    MeasurementService.Compared compared =
        measurement.compare(job.text("improvementId"), job.elementInstanceKey());
    return JobResult.done(
        Map.of(
            "plannedHours", compared.plannedHours(),
            "actualHours", compared.actualHours(),
            "gainText", compared.text()));
  }

  @HandlesJob("record-measurement")
  JobResult record(Job job) {
    MeasurementService.Recorded recorded =
        measurement.record(
            job.text("improvementId"),
            job.text("completedBy"),
            job.textOr("gainComment", "").strip(),
            NextAction.valueOf(job.text("nextAction")),
            ProposalReader.parse(job.textOr("reportedMinutesSaved", "0")).orElse(BigDecimal.ZERO),
            job.elementInstanceKey());
    return JobResult.done(
        Map.of(
            "measurementAccepted", recorded.accepted(),
            "notice", recorded.notice(),
            "nextAction", recorded.nextAction().name(),
            "round", recorded.round()));
  }

  @HandlesJob("retire-automation")
  JobResult retire(Job job) {
    measurement.retire(job.text("improvementId"), job.elementInstanceKey());
    return JobResult.done();
  }
}
