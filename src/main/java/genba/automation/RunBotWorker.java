package genba.automation;

import genba.automation.Runs.Handwork;
import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The jobs of run-bot. */
@Component
class RunBotWorker {

  private static final int MOST_ITEMS = 100_000_000;
  private static final int MOST_MINUTES = 10_000_000;

  private final RunPlace place;
  private final RunStart start;
  private final RunDeadline deadline;
  private final RunSettlement settlement;
  private final Clock clock;

  RunBotWorker(
      RunPlace place, RunStart start, RunDeadline deadline, RunSettlement settlement, Clock clock) {
    this.place = place;
    this.start = start;
    this.deadline = deadline;
    this.settlement = settlement;
    this.clock = clock;
  }

  @HandlesJob("take-place")
  JobResult takePlace(Job job) {
    return place.take(job.text("runId"), job.processInstanceKey());
  }

  @HandlesJob("give-up-waiting")
  JobResult giveUpWaiting(Job job) {
    return place.giveUp(job.text("runId"));
  }

  @HandlesJob("start-bot")
  JobResult startBot(Job job) {
    return start.start(job.text("runId"), job.processInstanceKey(), job.retries() <= 1);
  }

  @HandlesJob("cancel-bot")
  JobResult cancelBot(Job job) {
    return deadline.passed(job.text("runId"), job.retries() <= 1);
  }

  @HandlesJob("settle-run")
  JobResult settleRun(Job job) {
    return settlement.settle(job.text("runId"));
  }

  @HandlesJob("record-handwork")
  JobResult recordHandwork(Job job) {
    return settlement.handwork(
        job.text("runId"),
        new Handwork(
            job.textOr("completedBy", ""),
            clock.instant(),
            (int) Math.clamp(job.numberOr("itemsHandled", 0), 0, MOST_ITEMS),
            (int) Math.clamp(job.numberOr("minutesSpent", 0), 0, MOST_MINUTES),
            job.textOr("handNote", "")));
  }
}
