package genba.automation;

import genba.engine.JobResult;
import org.springframework.stereotype.Component;

/** What happens to a run whose deadline has passed. */
@Component
class RunDeadline {

  private final RunRepository runs;
  private final AutomationRepository automations;
  private final RunStop stop;
  private final Texts texts;
  private final AutomationProperties properties;

  RunDeadline(
      RunRepository runs,
      AutomationRepository automations,
      RunStop stop,
      Texts texts,
      AutomationProperties properties) {
    this.runs = runs;
    this.automations = automations;
    this.stop = stop;
    this.texts = texts;
    this.properties = properties;
  }

  /**
   * @param lastTry whether the job does not come again: then the run ends here although the bot
   *     cannot be reached
   */
  JobResult passed(String runId, boolean lastTry) {
    RunRow row = runs.find(runId).orElse(null);
    if (row == null) {
      return new JobResult.Incident("There is no run " + runId);
    }
    var automation = automations.find(row.run().automationId()).orElseThrow().automation();
    if (!row.state().isFinal()) {
      stop.stop(row, RunState.TIMED_OUT, texts.of("run.timedOut"), RunEvent.HUB, lastTry, false);
    }
    RunRow after = runs.find(runId).orElseThrow();
    return after.state().isFinal()
        ? JobResult.done(RunStart.variables(texts, after.run(), automation))
        : new JobResult.Later(
            "Run " + runId + " could not be stopped yet", properties.startBackOff());
  }
}
