package genba.improvement;

import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The job after the leader handed something in. */
@Component
class PrototypeWorker {

  private final PrototypeService prototypes;

  PrototypeWorker(PrototypeService prototypes) {
    this.prototypes = prototypes;
  }

  @HandlesJob("record-prototype")
  JobResult record(Job job) {
    PrototypeService.HandedIn handedIn =
        prototypes.record(
            job.text("improvementId"),
            job.text("completedBy"),
            new HandIn(
                job.textOr("artefactLink", ""),
                job.textOr("artefactEnvironment", ""),
                job.textOr("trialCases", ""),
                job.textOr("trialMinutesPerCase", ""),
                job.textOr("botSystem", ""),
                job.textOr("botName", ""),
                job.textOr("prototypeNote", "")),
            job.elementInstanceKey(),
            job.textOr("handInId", ""));
    Proposal proposal = handedIn.improvement().proposal();
    return JobResult.done(
        Map.of(
            "prototypeComplete", handedIn.complete(),
            // Used up: the next hand-in may come by the form.
            "handInId", "",
            "notice", handedIn.notice(),
            "costYen", proposal.expectedCostYen(),
            "dataClass", proposal.dataClass().name(),
            "reachesOtherDepartments", proposal.reachesOtherDepartments()));
  }
}
