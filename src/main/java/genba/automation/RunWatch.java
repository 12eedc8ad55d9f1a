package genba.automation;

import genba.automation.Runs.Run;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** One look at one run: what the bot system says is the truth. */
@Component
class RunWatch {

  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);

  private final RunRepository runs;
  private final AutomationRepository automations;
  private final BotSystem bots;
  private final RunLife life;
  private final RunStop stop;
  private final Texts texts;
  private final AutomationProperties properties;
  private final Clock clock;

  RunWatch(
      RunRepository runs,
      AutomationRepository automations,
      BotSystem bots,
      RunLife life,
      RunStop stop,
      Texts texts,
      AutomationProperties properties,
      Clock clock) {
    this.runs = runs;
    this.automations = automations;
    this.bots = bots;
    this.life = life;
    this.stop = stop;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Looks at a run that {@link RunRepository#claim} gave us.
   *
   * @param random from 0 to 1, spreads the next looks of runs that began together
   */
  void look(RunRow row, double random) {
    String system = automations.find(row.run().automationId()).orElseThrow().content().system();
    if (system == null) {
      throw new IllegalStateException(
          "Run " + row.id() + " belongs to an automation without a bot");
    }
    Instant now = clock.instant();
    Duration interval = interval(row.pollCount(), random);
    if (row.cancelRequestedBy() != null) {
      if (!stop.stop(
          row,
          system,
          RunState.CANCELLED,
          texts.of("run.cancelled"),
          row.cancelRequestedBy(),
          false,
          true)) {
        again(row, now.plus(interval), row.unknownSince(), null);
      }
    } else if (isOverdue(row.run(), now)) {
      LOG.warn("Run {} is past its deadline and no process has cancelled it", row.id());
      stop.stop(
          row, system, RunState.TIMED_OUT, texts.of("run.timedOut"), RunEvent.HUB, true, true);
    } else {
      ask(row, system, now, interval);
    }
  }

  private void ask(RunRow row, String system, Instant now, Duration interval) {
    switch (bots.ask(system, row.id())) {
      case BotAnswer.Known(var report) -> {
        if (report.state().isFinal()) {
          life.end(row, report.state(), report, null, RunEvent.HUB, true);
        } else if (row.state() == RunState.ACCEPTED) {
          life.begin(row, report);
        } else {
          again(row, now.plus(interval), null, report);
        }
      }
      case BotAnswer.Unknown _ -> {
        Instant since = row.unknownSince() == null ? now : row.unknownSince();
        if (Duration.between(since, now).compareTo(properties.unknownGrace()) < 0) {
          again(row, now.plus(interval), since, null);
        } else {
          life.end(row, RunState.FAILED, null, texts.of("run.unknown", system), RunEvent.HUB, true);
        }
      }
      case BotAnswer.Away(var reason, var backOff) -> {
        LOG.info("{} cannot be asked about run {} now: {}", system, row.id(), reason);
        again(
            row,
            now.plus(backOff.compareTo(interval) > 0 ? backOff : interval),
            row.unknownSince(),
            null);
      }
      case BotAnswer.Broken(var reason) -> {
        LOG.warn(
            "{} cannot be asked about run {} until its connector is mended: {}",
            system,
            row.id(),
            reason);
        again(row, now.plus(properties.pollCap()), row.unknownSince(), null);
      }
    }
  }

  private void again(
      RunRow row, Instant at, @Nullable Instant unknownSince, @Nullable BotReport report) {
    Run run = row.run();
    runs.lookAgain(
        row.id(),
        at,
        unknownSince,
        report == null ? run.itemsDone() : report.done(),
        report == null ? run.itemsRejected() : report.rejected(),
        report == null ? run.itemsNotReached() : report.notReached());
  }

  private boolean isOverdue(Run run, Instant now) {
    return run.deadline() != null && now.isAfter(run.deadline().plus(properties.overdueGrace()));
  }

  /** Half as long again each time up to the cap, a fifth more or less by chance. */
  Duration interval(int looks, double random) {
    double millis =
        properties.pollEvery().toMillis() * Math.pow(1.5, Math.min(Math.max(looks - 1, 0), 30));
    double capped = Math.min(millis, properties.pollCap().toMillis());
    return Duration.ofMillis(Math.round(capped * (0.8 + 0.4 * random)));
  }
}
