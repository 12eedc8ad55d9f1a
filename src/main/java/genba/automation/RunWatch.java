package genba.automation;

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

  private final RunLooks looks;
  private final BotSystem bots;
  private final RunLife life;
  private final RunStop stop;
  private final PendingRuns pending;
  private final Texts texts;
  private final AutomationProperties properties;
  private final Clock clock;

  RunWatch(
      RunLooks looks,
      BotSystem bots,
      RunLife life,
      RunStop stop,
      PendingRuns pending,
      Texts texts,
      AutomationProperties properties,
      Clock clock) {
    this.looks = looks;
    this.bots = bots;
    this.life = life;
    this.stop = stop;
    this.pending = pending;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  /** Whether there is more to do about the run than to ask how it stands. */
  boolean mustBeStopped(RunRow row) {
    return row.cancelRequestedBy() != null || isOverdue(row);
  }

  /**
   * Looks at a run that {@link RunLooks#claim} gave us.
   *
   * @param random from 0 to 1, spreads the next looks of runs that began together
   */
  void look(RunRow row, double random) {
    if (row.cancelRequestedBy() != null) {
      if (!stop.stop(
          row,
          RunState.CANCELLED,
          texts.of("run.cancelled"),
          row.cancelRequestedBy(),
          false,
          true)) {
        again(row, interval(row.pollCount(), random), row.unknownSince(), null);
      }
    } else if (isOverdue(row)) {
      LOG.warn("Run {} is past its deadline and no process has cancelled it", row.id());
      stop.stop(row, RunState.TIMED_OUT, texts.of("run.timedOut"), RunEvent.HUB, true, true);
    } else {
      heard(row, bots.ask(row), random);
    }
  }

  /** Takes in what the bot system said about a run that is not to be stopped. */
  void heard(RunRow row, BotAnswer answer, double random) {
    Duration interval = interval(row.pollCount(), random);
    switch (answer) {
      case BotAnswer.Known(var report) -> known(row, report, interval);
      case BotAnswer.Unknown _, BotAnswer.NoKey _ -> unknown(row, interval);
      case BotAnswer.Away(var reason, var backOff) -> {
        LOG.info("{} cannot be asked about run {} now: {}", row.system(), row.id(), reason);
        again(row, backOff.compareTo(interval) > 0 ? backOff : interval, row.unknownSince(), null);
      }
      case BotAnswer.Broken(var reason) -> {
        LOG.warn(
            "{} cannot be asked about run {} until its connector is mended: {}",
            row.system(),
            row.id(),
            reason);
        again(row, properties.pollCap(), row.unknownSince(), null);
      }
    }
  }

  private void known(RunRow row, BotReport report, Duration interval) {
    String key = report.key() == null ? row.keyHint() : report.key();
    if (report.state().isFinal()) {
      life.end(row, report.state(), report, null, RunEvent.HUB, true);
      return;
    }
    if (row.state() == RunState.ACCEPTED && report.state() == RunState.RUNNING) {
      life.begin(row, report, key);
      return;
    }
    if (row.botKey() == null && key != null) {
      looks.keepKey(row.id(), key);
    }
    if (row.state() == RunState.ACCEPTED) {
      pending.stillPending(row);
    }
    again(row, interval, null, report);
  }

  private void unknown(RunRow row, Duration interval) {
    if (row.unclearSince() != null && !bots.knowsReferences(row.system())) {
      unclear(row, row.unclearSince(), interval);
      return;
    }
    Instant now = clock.instant();
    Instant since = row.unknownSince() == null ? now : row.unknownSince();
    if (Duration.between(since, now).compareTo(properties.unknownGrace()) < 0) {
      again(row, interval, since, null);
    } else {
      life.end(
          row, RunState.FAILED, null, texts.of("run.unknown", row.system()), RunEvent.HUB, true);
    }
  }

  /** Nobody can ask: a callback may still name the run's key. Never started again. */
  private void unclear(RunRow row, Instant since, Duration interval) {
    if (clock.instant().isBefore(since.plus(properties.unclearGrace()))) {
      again(row, interval, row.unknownSince(), null);
    } else {
      life.end(
          row,
          RunState.FAILED,
          null,
          texts.of("run.mayHaveStarted", row.system()),
          RunEvent.HUB,
          true);
    }
  }

  private void again(
      RunRow row, Duration pause, @Nullable Instant unknownSince, @Nullable BotReport report) {
    looks.lookAgain(
        row.id(),
        clock.instant().plus(pause),
        unknownSince,
        report == null ? row.run().itemsDone() : report.done(),
        report == null ? row.run().itemsRejected() : report.rejected(),
        report == null ? row.run().itemsNotReached() : report.notReached());
  }

  private boolean isOverdue(RunRow row) {
    Instant deadline = row.run().deadline();
    return deadline != null && clock.instant().isAfter(deadline.plus(properties.overdueGrace()));
  }

  /** Half as long again each time up to the cap, a fifth more or less by chance. */
  Duration interval(int looks, double random) {
    double millis =
        properties.pollEvery().toMillis() * Math.pow(1.5, Math.min(Math.max(looks - 1, 0), 30));
    double capped = Math.min(millis, properties.pollCap().toMillis());
    return Duration.ofMillis(Math.round(capped * (0.8 + 0.4 * random)));
  }
}
