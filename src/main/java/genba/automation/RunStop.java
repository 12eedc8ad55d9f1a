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

  RunStop(BotSystem bots, RunLife life) {
    this.bots = bots;
    this.life = life;
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
      String system,
      RunState as,
      String message,
      String actor,
      boolean evenUnreached,
      boolean processWaits) {
    BotAnswer before = bots.ask(system, row.id());
    if (before instanceof Known(var report) && report.state().isFinal()) {
      life.end(row, report.state(), report, null, RunEvent.HUB, processWaits);
      return true;
    }
    if (before instanceof BotAnswer.Unknown) {
      life.end(row, as, null, message, actor, processWaits);
      return true;
    }
    boolean reached =
        switch (bots.cancel(system, row.id())) {
          case ConnectorOutcome.Completed _,
              ConnectorOutcome.Accepted _,
              ConnectorOutcome.Rejected _ ->
              true;
          case ConnectorOutcome.RetryLater _, ConnectorOutcome.Misconfigured _ -> false;
        };
    if (!reached && !evenUnreached) {
      return false;
    }
    BotReport after = report(bots.ask(system, row.id()));
    BotReport last = after == null ? report(before) : after;
    // A bot that was killed reports a failure: only a success shows that it was done before we
    // stopped it.
    boolean succeeded = last != null && last.state() == RunState.SUCCEEDED;
    life.end(
        row,
        succeeded ? RunState.SUCCEEDED : as,
        last == null || succeeded ? last : last.withMessage(message),
        message,
        actor,
        processWaits);
    return true;
  }

  private static @Nullable BotReport report(BotAnswer answer) {
    return answer instanceof Known(var report) ? report : null;
  }
}
