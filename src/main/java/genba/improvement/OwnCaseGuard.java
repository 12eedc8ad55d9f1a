package genba.improvement;

import genba.engine.Job;
import genba.engine.JobGuard;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A process acts on its own case only, whatever its variables say. */
@Component
class OwnCaseGuard implements JobGuard {

  private final ImprovementStore improvements;

  OwnCaseGuard(ImprovementStore improvements) {
    this.improvements = improvements;
  }

  @Override
  public Optional<String> objection(Job job) {
    if (!job.processId().equals(ModelSteps.PROCESS)) {
      return Optional.empty();
    }
    String id = job.textOr("improvementId", "");
    return improvements
        .find(id)
        .map(Improvement::processInstanceKey)
        .filter(process -> process != job.processInstanceKey())
        .map(process -> "Improvement %s belongs to process instance %d".formatted(id, process));
  }
}
