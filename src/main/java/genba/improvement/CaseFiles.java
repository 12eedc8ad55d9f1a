package genba.improvement;

import genba.automation.Automations;
import genba.engine.WorkList;
import genba.gain.GainReport;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts together what pages and the API show of one case. Nothing here asks the engine. */
@Service
class CaseFiles {

  private final ImprovementStore improvements;
  private final ScoreStore scores;
  private final PrototypeStore prototypes;
  private final ApprovalStore approvals;
  private final MeasurementStore measurements;
  private final Timeline timeline;
  private final WorkList workList;
  private final Automations automations;
  private final GainReport gains;

  CaseFiles(
      ImprovementStore improvements,
      ScoreStore scores,
      PrototypeStore prototypes,
      ApprovalStore approvals,
      MeasurementStore measurements,
      Timeline timeline,
      WorkList workList,
      Automations automations,
      GainReport gains) {
    this.improvements = improvements;
    this.scores = scores;
    this.prototypes = prototypes;
    this.approvals = approvals;
    this.measurements = measurements;
    this.timeline = timeline;
    this.workList = workList;
    this.automations = automations;
    this.gains = gains;
  }

  /** Throws {@link UnknownImprovement}. */
  @Transactional(readOnly = true)
  CaseFile open(String id) {
    Improvement improvement = improvements.find(id).orElseThrow(() -> new UnknownImprovement(id));
    Long process = improvement.processInstanceKey();
    String parentId = improvement.parentId();
    return new CaseFile(
        improvement,
        process == null ? List.of() : workList.openOf(process),
        scores.latest(id).orElse(null),
        scores.similarTo(id),
        prototypes.of(id),
        approvals.of(id),
        approvals.decisionsOf(id),
        measurements.of(id),
        timeline.of(id),
        automations.ofImprovement(id),
        gains.ofImprovement(id),
        parentId == null ? null : improvements.find(parentId).orElse(null),
        improvements.childrenOf(id));
  }
}
