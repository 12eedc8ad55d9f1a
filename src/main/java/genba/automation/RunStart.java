package genba.automation;

import genba.automation.Automations.Automation;
import genba.automation.Runs.Run;
import genba.connector.ConnectorOutcome;
import genba.engine.JobResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks a bot system to start a run, at most once more: while the outcome of an earlier start is
 * unknown, the system is asked whether it knows the run before it is asked to start it again.
 */
@Component
class RunStart {

  static final String BOT_FAILED = "BOT_FAILED";

  private static final Duration WHILE_LOADING = Duration.ofSeconds(3);
  private static final Logger LOG = LoggerFactory.getLogger(RunStart.class);

  private final RunRepository runs;
  private final AutomationRepository automations;
  private final BotSystem bots;
  private final RunLife life;
  private final Texts texts;
  private final AutomationProperties properties;
  private final Clock clock;

  RunStart(
      RunRepository runs,
      AutomationRepository automations,
      BotSystem bots,
      RunLife life,
      Texts texts,
      AutomationProperties properties,
      Clock clock) {
    this.runs = runs;
    this.automations = automations;
    this.bots = bots;
    this.life = life;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * @param lastTry whether the job does not come again: then a start that cannot be had is a failed
   *     run
   */
  JobResult start(String runId, long processInstanceKey, boolean lastTry) {
    RunRow row = runs.find(runId).orElse(null);
    if (row == null) {
      return new JobResult.Incident("There is no run " + runId);
    }
    Automation automation = automations.find(row.run().automationId()).orElseThrow().automation();
    if (!automation.hasBot()) {
      return new JobResult.Incident(
          "Automation " + automation.id() + " of run " + runId + " has no bot");
    }
    if (row.state() != RunState.REQUESTED) {
      if (row.state() == RunState.CANCELLED && row.run().acceptedAt() == null) {
        stopUnseen(row);
      }
      return answer(row, automation);
    }
    if (!bots.isReady()) {
      return new JobResult.NotYet("The connectors are being loaded", WHILE_LOADING);
    }
    if (row.startAttempts() > 0) {
      switch (bots.ask(row)) {
        case BotAnswer.Known(var report) -> {
          return took(row, automation, report);
        }
        case BotAnswer.Away(var reason, var backOff) -> {
          return notNow(row, automation, reason, backOff, lastTry);
        }
        case BotAnswer.Broken(var reason) -> {
          return new JobResult.Incident(reason);
        }
        case BotAnswer.NoKey _ -> {
          return unclear(row, automation);
        }
        case BotAnswer.Unknown _ -> {
          if (!bots.knowsReferences(row.system())) {
            return unclear(row, automation);
          }
          LOG.info("{} does not know run {}: starting it again", row.system(), runId);
        }
      }
    }
    if (!runs.attemptStart(runId, row.startAttempts(), processInstanceKey)) {
      return answer(runs.find(runId).orElseThrow(), automation);
    }
    return switch (bots.start(row, automation.content().dataClass())) {
      case ConnectorOutcome.Accepted(var _, var output) -> {
        Object key = output.get("key");
        yield taken(row, automation, life.begin(row, null, key == null ? null : key.toString()));
      }
      case ConnectorOutcome.Completed(var output) -> {
        BotReport report = BotReport.of(output);
        // A system without states of its own is done when it has answered.
        yield took(row, automation, report == null ? BotReport.bare(RunState.SUCCEEDED) : report);
      }
      case ConnectorOutcome.Rejected(var code, var message) -> {
        life.end(row, RunState.REJECTED, null, code + ": " + message, RunEvent.HUB, false);
        yield answer(runs.find(runId).orElseThrow(), automation);
      }
      case ConnectorOutcome.RetryLater(var reason, var backOff, var untouched) -> {
        if (untouched) {
          runs.forgetAttempt(runId, row.startAttempts() + 1);
          yield notSent(row, automation, reason, backOff, lastTry);
        }
        yield bots.knowsReferences(row.system())
            ? notNow(row, automation, reason, backOff, lastTry)
            : unclear(row, automation);
      }
      case ConnectorOutcome.Misconfigured(var reason) -> new JobResult.Incident(reason);
    };
  }

  private JobResult took(RunRow row, Automation automation, BotReport report) {
    return taken(
        row,
        automation,
        report.state().isFinal()
            ? life.end(row, report.state(), report, null, RunEvent.HUB, false)
            : life.begin(row, report, report.key()));
  }

  /**
   * What a run that was stopped by a person while it was being started has begun, is stopped as
   * well.
   */
  private JobResult taken(RunRow row, Automation automation, boolean moved) {
    RunRow after = runs.find(row.id()).orElseThrow();
    if (!moved && after.state() == RunState.CANCELLED) {
      stopAtSystem(after);
    }
    return answer(after, automation);
  }

  /** A start with an unknown outcome went out before a person stopped the run. */
  private void stopUnseen(RunRow row) {
    if (row.startAttempts() > 0) {
      stopAtSystem(row);
    }
  }

  /** False where the bot may go on. */
  private boolean stopAtSystem(RunRow row) {
    return bots.canCancel(row.system())
        && switch (bots.cancel(row)) {
          case ConnectorOutcome.Completed _,
              ConnectorOutcome.Accepted _,
              ConnectorOutcome.Rejected _ ->
              true;
          case ConnectorOutcome.RetryLater _, ConnectorOutcome.Misconfigured _ -> false;
        };
  }

  /** The system does not know our reference: the start is not repeated, whatever became of it. */
  private JobResult unclear(RunRow row, Automation automation) {
    if (bots.callsBack(row)) {
      return taken(row, automation, life.beginUnclear(row));
    }
    String message = texts.of("run.mayHaveStarted", row.system());
    life.end(row, RunState.FAILED, null, message, RunEvent.HUB, false);
    return answer(runs.find(row.id()).orElseThrow(), automation);
  }

  private JobResult notSent(
      RunRow row, Automation automation, String reason, Duration backOff, boolean lastTry) {
    if (!lastTry) {
      return later(reason, backOff);
    }
    life.end(row, RunState.FAILED, null, reason, RunEvent.HUB, false);
    return answer(runs.find(row.id()).orElseThrow(), automation);
  }

  private JobResult notNow(
      RunRow row, Automation automation, String reason, Duration backOff, boolean lastTry) {
    if (!lastTry) {
      return later(reason, backOff);
    }
    // It may have begun unseen: from here it is looked for as if it had, until its deadline.
    LOG.warn("Whether run {} was started is not known yet: {}", row.id(), reason);
    return taken(row, automation, life.beginUnclear(row));
  }

  private JobResult later(String reason, Duration backOff) {
    return new JobResult.Later(reason, backOff.isPositive() ? backOff : properties.startBackOff());
  }

  /**
   * What the process hears of a run in this state, the first time and every time the job is
   * repeated.
   */
  private JobResult answer(RunRow row, Automation automation) {
    Map<String, Object> variables = new HashMap<>(variables(texts, row.run(), automation));
    Instant deadline = row.run().deadline();
    // The process needs a moment to wait for, also where the run has ended before it began to wait.
    variables.put(
        "runDeadline",
        (deadline == null ? clock.instant() : deadline)
            .atZone(clock.getZone())
            .toOffsetDateTime()
            .toString());
    return switch (row.state()) {
      case REQUESTED ->
          new JobResult.Later("Run " + row.id() + " is being started", properties.startBackOff());
      case FAILED, REJECTED ->
          row.run().acceptedAt() == null
              ? new JobResult.Error(
                  BOT_FAILED, String.valueOf(variables.get("runMessage")), Map.copyOf(variables))
              : JobResult.done(variables);
      case ACCEPTED, RUNNING, SUCCEEDED, CANCELLED, TIMED_OUT, BY_HAND -> JobResult.done(variables);
    };
  }

  /**
   * State, counts and our own words: what the bot says may quote a person's data and stays in the
   * hub.
   */
  static Map<String, Object> variables(Texts texts, Run run, Automation automation) {
    return Map.of(
        "runState",
        run.state().name(),
        "runMessage",
        texts.of(
            "run.said." + run.state(), run.itemsDone(), run.itemsRejected(), run.itemsNotReached()),
        "subject",
        automation.content().name(),
        "subjectPath",
        "/runs/" + run.id());
  }
}
