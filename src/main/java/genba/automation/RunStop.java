package genba.automation;

import genba.automation.BotAnswer.Known;
import genba.connector.ConnectorOutcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stops a run at the bot system. What it had done by then is real work and is kept. */
@Component
class RunStop {

  private final BotSystem bots;
  private final RunLife life;
  private final Texts texts;

  RunStop(BotSystem bots, RunLife life, Texts texts) {
    this.bots = bots;
    this.life = life;
    this.texts = texts;
  }

  /**
   * Asks once more, and takes the end that the bot has reached by itself; else stops it.
   *
   * @param as the state of a run that had to be stopped, CANCELLED or TIMED_OUT
   * @param message what the run's page says about it
   * @param evenUnreached whether the run ends here although the bot system cannot be reached
   * @return false where nothing could be done now
   */
  boolean stop(
      RunRow row,
      RunState as,
      String message,
      String actor,
      boolean evenUnreached,
      boolean processWaits) {
    BotAnswer before = bots.ask(row);
    if (before instanceof Known(var report) && report.state().isFinal()) {
      life.end(row, report.state(), report, null, RunEvent.HUB, processWaits);
      return true;
    }
    if (before instanceof BotAnswer.Unknown) {
      life.end(row, as, null, message, actor, processWaits);
      return true;
    }
    if (before instanceof BotAnswer.NoKey || !bots.canCancel(row.system())) {
      String warned = message + " " + texts.of("run.goesOnMaybe", row.system());
      BotReport last = report(before);
      life.end(
          row, as, last == null ? null : last.withMessage(warned), warned, actor, processWaits);
      return true;
    }
    ConnectorOutcome cancelled = bots.cancel(row);
    boolean reached =
        switch (cancelled) {
          case ConnectorOutcome.Completed _,
              ConnectorOutcome.Accepted _,
              ConnectorOutcome.Rejected _ ->
              true;
          case ConnectorOutcome.RetryLater _, ConnectorOutcome.Misconfigured _ -> false;
        };
    if (!reached && !evenUnreached) {
      return false;
    }
    BotReport after = report(bots.ask(row));
    BotReport last = after == null ? report(before) : after;
    // A bot that was killed reports a failure: only a success shows that it was done before we
    // stopped it.
    boolean succeeded = last != null && last.state() == RunState.SUCCEEDED;
    boolean goesOn =
        last != null && !last.state().isFinal() && cancelled instanceof ConnectorOutcome.Rejected;
    String words = goesOn ? message + " " + texts.of("run.goesOnMaybe", row.system()) : message;
    life.end(
        row,
        succeeded ? RunState.SUCCEEDED : as,
        last == null || succeeded ? last : last.withMessage(words),
        words,
        actor,
        processWaits);
    return true;
  }

  private static @Nullable BotReport report(BotAnswer answer) {
    return answer instanceof Known(var report) ? report : null;
  }
}
