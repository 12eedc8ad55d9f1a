package genba.automation;

import genba.automation.Runs.Run;
import genba.engine.Job;
import genba.engine.JobGuard;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A process acts on its own run only, whatever its variables say. */
@Component
class OwnRunGuard implements JobGuard {

  private static final String PROCESS = "run-bot";

  private final Runs runs;

  OwnRunGuard(Runs runs) {
    this.runs = runs;
  }

  @Override
  public Optional<String> objection(Job job) {
    if (!job.processId().equals(PROCESS)) {
      return Optional.empty();
    }
    String id = job.textOr("runId", "");
    return runs.find(id)
        .map(Run::processInstanceKey)
        .filter(process -> process != job.processInstanceKey())
        .map(process -> "Run %s belongs to process instance %d".formatted(id, process));
  }
}
