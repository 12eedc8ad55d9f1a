package genba.automation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Picks up what was forgotten: free places nobody was told of, runs whose process never began or
 * stands still, and runs that ended without a process to settle them.
 */
@Component
class RunSweep {

  private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);
  private static final Duration EVENTS_KEPT = Duration.ofDays(30);
  private static final int AT_A_TIME = 200;

  private final RunRepository runs;
  private final RunLooks looks;
  private final RunQueue queue;
  private final RunLife life;
  private final RunSettlement settlement;
  private final BotSystem bots;
  private final Leadership leadership;
  private final Texts texts;
  private final AutomationProperties properties;
  private final TransactionTemplate transactions;
  private final Clock clock;

  RunSweep(
      RunRepository runs,
      RunLooks looks,
      RunQueue queue,
      RunLife life,
      RunSettlement settlement,
      BotSystem bots,
      Leadership leadership,
      Texts texts,
      AutomationProperties properties,
      TransactionTemplate transactions,
      Clock clock) {
    this.runs = runs;
    this.looks = looks;
    this.queue = queue;
    this.life = life;
    this.settlement = settlement;
    this.bots = bots;
    this.leadership = leadership;
    this.texts = texts;
    this.properties = properties;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${genba.automation.sweep-every:PT30S}")
  void sweep() {
    if (!leadership.isOurs()) {
      return;
    }
    handOutPlaces();
    endWhatNeverBegan();
    settleWhatNobodySettled();
    looks.forgetEventsBefore(clock.instant().minus(EVENTS_KEPT));
  }

  private void handOutPlaces() {
    for (String system : queue.systemsWithWaiting()) {
      transactions.executeWithoutResult(
          _ -> {
            queue.lock(system);
            queue.handOut(system);
          });
    }
  }

  private void endWhatNeverBegan() {
    Instant now = clock.instant();
    List<RunRow> late =
        runs.stuckBefore(
            now.minus(properties.startDeadline()),
            now.minus(properties.longestWait()).minus(properties.overdueGrace()),
            AT_A_TIME);
    for (RunRow run : late) {
      LOG.warn("Run {} was not started in time: it is left to people", run.id());
      if (run.startAttempts() > 0 && bots.canCancel(run.system())) {
        var unused = bots.cancel(run); // Begun unseen, perhaps: nobody waits for it any more.
      }
      String reason = run.startAttempts() > 0 ? "run.mayHaveStarted" : "run.neverBegan";
      life.end(run, RunState.TIMED_OUT, null, texts.of(reason, run.system()), RunEvent.HUB, false);
    }
  }

  private void settleWhatNobodySettled() {
    Instant before = clock.instant().minus(properties.overdueGrace());
    for (String run : runs.unsettledBefore(before, AT_A_TIME)) {
      var unused = settlement.settle(run);
    }
  }
}
