package genba.automation;

import genba.automation.Runs.Run;
import genba.engine.EngineMessage;
import genba.engine.EngineOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Moves a run on, and tells the process that waits for its end in the same transaction. */
@Component
class RunLife {

  /** Long enough for a process that reaches its receive task late. */
  private static final Duration ENDED_TIME_TO_LIVE = Duration.ofDays(1);

  private final RunRepository runs;
  private final RunLooks looks;
  private final RunQueue queue;
  private final EngineOutbox outbox;
  private final AutomationProperties properties;
  private final TransactionTemplate transactions;
  private final Clock clock;

  RunLife(
      RunRepository runs,
      RunLooks looks,
      RunQueue queue,
      EngineOutbox outbox,
      AutomationProperties properties,
      TransactionTemplate transactions,
      Clock clock) {
    this.runs = runs;
    this.looks = looks;
    this.queue = queue;
    this.outbox = outbox;
    this.properties = properties;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * The bot system has the run: ACCEPTED, or RUNNING where a report says so. From here the poller
   * looks at it.
   *
   * @param key the system's own id of the run
   * @return false where the run went on without us meanwhile
   */
  boolean begin(RunRow seen, @Nullable BotReport report, @Nullable String key) {
    Instant now = clock.instant();
    Run run = seen.run();
    Run next =
        new Run(
            run.id(),
            run.automationId(),
            run.trigger(),
            run.requestedBy(),
            report == null ? RunState.ACCEPTED : report.state(),
            run.requestedAt(),
            run.acceptedAt() == null ? now : run.acceptedAt(),
            report == null || report.state() == RunState.ACCEPTED
                ? null
                : notBefore(report.startedAt(), run.requestedAt(), now),
            null,
            run.deadline() == null ? now.plus(properties.runDeadline()) : run.deadline(),
            report == null ? 0 : report.done(),
            report == null ? 0 : report.rejected(),
            report == null ? 0 : report.notReached(),
            run.message(),
            run.processInstanceKey(),
            run.handwork());
    Instant firstLook = now.plus(properties.pollEvery());
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              boolean moved = runs.move(seen.state(), next, firstLook, now, RunEvent.HUB, "");
              if (moved) {
                keep(run.id(), key);
              }
              return moved;
            }));
  }

  /**
   * A start went out, nobody knows whether it arrived, and the system cannot be asked before a
   * callback has named its own id of the run. It counts as accepted until it has been waited for in
   * vain.
   */
  boolean beginUnclear(RunRow seen) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              boolean moved = begin(seen, null, null);
              if (moved) {
                looks.markUnclear(seen.id(), clock.instant());
              }
              return moved;
            }));
  }

  private void keep(String id, @Nullable String key) {
    if (key != null && !key.isBlank()) {
      looks.keepKey(id, key);
    }
  }

  /**
   * The run has ended.
   *
   * @param report the bot's counts and words, null where it gave none
   * @param message used where the bot gave no words
   * @param actor user id or {@link RunEvent#HUB}
   * @param processWaits whether a process waits in its receive task and must be told
   * @return false where the run went on without us meanwhile
   */
  boolean end(
      RunRow seen,
      RunState state,
      @Nullable BotReport report,
      @Nullable String message,
      String actor,
      boolean processWaits) {
    Instant now = clock.instant();
    Run run = seen.run();
    String words = report != null && report.message() != null ? report.message() : message;
    Run next =
        new Run(
            run.id(),
            run.automationId(),
            run.trigger(),
            run.requestedBy(),
            state,
            run.requestedAt(),
            run.acceptedAt() == null && report != null ? now : run.acceptedAt(),
            run.runningAt() == null && report != null
                ? notBefore(report.startedAt(), run.requestedAt(), now)
                : run.runningAt(),
            now,
            run.deadline(),
            report == null ? run.itemsDone() : report.done(),
            report == null ? run.itemsRejected() : report.rejected(),
            report == null ? run.itemsNotReached() : report.notReached(),
            words == null ? null : Rows.shortened(words, 1000),
            run.processInstanceKey(),
            run.handwork());
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              queue.lock(seen.system());
              boolean waited = runs.find(run.id()).filter(RunRow::isWaiting).isPresent();
              boolean moved = runs.move(seen.state(), next, null, now, actor, "");
              if (moved) {
                keep(run.id(), report == null ? null : report.key());
                queue.handOut(seen.system());
                if (waited) {
                  queue.tellTurn(run.id());
                }
              }
              if (moved && processWaits) {
                outbox.publish(
                    new EngineMessage(
                        "run-ended",
                        run.id(),
                        run.id() + ":ended",
                        ENDED_TIME_TO_LIVE,
                        Map.of("runState", state.name())));
              }
              return moved;
            }));
  }

  private static Instant notBefore(@Nullable Instant told, Instant earliest, Instant now) {
    return told == null || told.isBefore(earliest) || told.isAfter(now) ? now : told;
  }
}
