package genba.automation;

import genba.automation.Automations.Automation;
import genba.engine.JobResult;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What run-bot asks before the start: is there a place at the bot, and if not, how long to wait.
 */
@Component
class RunPlace {

  private final RunRepository runs;
  private final AutomationRepository automations;
  private final RunQueue queue;
  private final RunLife life;
  private final Texts texts;
  private final AutomationProperties properties;
  private final Clock clock;

  RunPlace(
      RunRepository runs,
      AutomationRepository automations,
      RunQueue queue,
      RunLife life,
      Texts texts,
      AutomationProperties properties,
      Clock clock) {
    this.runs = runs;
    this.automations = automations;
    this.queue = queue;
    this.life = life;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  /** A run that was stopped meanwhile needs no place: the process goes on and learns of it. */
  JobResult take(String runId, long processInstanceKey) {
    RunRow row = runs.find(runId).orElse(null);
    if (row == null) {
      return new JobResult.Incident("There is no run " + runId);
    }
    boolean free = queue.take(row, processInstanceKey);
    Instant since = runs.find(runId).map(RunRow::queuedAt).orElseGet(clock::instant);
    return JobResult.done(
        Map.of(
            "placeFree",
            free,
            "turnDeadline",
            (since == null ? clock.instant() : since)
                .plus(properties.longestWait())
                .atZone(clock.getZone())
                .toOffsetDateTime()
                .toString()));
  }

  /** Its turn did not come in time: people take over. */
  JobResult giveUp(String runId) {
    RunRow row = runs.find(runId).orElse(null);
    if (row == null) {
      return new JobResult.Incident("There is no run " + runId);
    }
    if (row.state() == RunState.REQUESTED) {
      life.end(row, RunState.TIMED_OUT, null, texts.of("run.waitedTooLong"), RunEvent.HUB, false);
    }
    RunRow after = runs.find(runId).orElseThrow();
    if (!after.state().isFinal()) {
      // Its turn came at the same moment, and it was begun: nothing is given up.
      return new JobResult.Later("Run " + runId + " goes on", properties.startBackOff());
    }
    Automation automation = automations.find(row.run().automationId()).orElseThrow().automation();
    return JobResult.done(new HashMap<>(RunStart.variables(texts, after.run(), automation)));
  }
}
