package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.Job;
import genba.engine.JobResult;
import genba.gain.GainEntry;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RunSettlementTest {

  @Parameter private TestDatabase database;

  @Test
  void aRunsGainIsItsItemsTimesWhatOneSaves() {
    var world = new AutomationWorld(database.migrated());
    String run = ended(world, "SUCCEEDED", 190, 10, 0);

    Map<String, Object> variables = RunStartTest.done(world.settle(run));

    GainEntry entry = world.ledger.get(run + ":MEASURED");
    assertThat(entry.seconds()).isEqualTo(190L * (300 - 20));
    assertThat(entry.items()).isEqualTo(190);
    assertThat(entry.departmentCode()).isEqualTo("0310");
    assertThat(entry.day()).isEqualTo(LocalDate.of(2026, 11, 24));
    assertThat(variables)
        .containsEntry("runState", "SUCCEEDED")
        .containsEntry("itemsDone", 190)
        .containsEntry("itemsRejected", 10)
        .containsEntry("needsHand", true)
        .containsEntry("staffGroups", List.of("staff:0310"))
        .containsKey("dueAt");
    assertThat(world.notices).isEmpty();
  }

  @Test
  void settlingTwiceAtOnceWritesOneRow() throws Exception {
    var world = new AutomationWorld(database.migrated());
    String run = ended(world, "FAILED", 5, 0, 195);
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<JobResult> settle = () -> world.settle(run);
      var results = threads.invokeAll(List.of(settle, settle, settle, settle));
      for (var result : results) {
        assertThat(RunStartTest.done(result.get())).containsEntry("needsHand", true);
      }
    }
    assertThat(world.ledger).hasSize(1);
    assertThat(world.notices).containsExactly("leader-0310 /runs/" + run);
  }

  @Test
  void aRunWithoutALeaderIsTheDigitalOfficesToKnow() {
    var world = new AutomationWorld(database.migrated());
    var automation = world.live(FakeCity.WITHOUT_LEADER);
    String run =
        world.requests.scheduled(automation.id(), LocalDateTime.of(2026, 11, 24, 2, 0)).id();
    world.bots.onStart(FakeBots.rejected());
    world.start(run, 3);
    world.settle(run);

    assertThat(world.notices).containsExactly("digital-0130 /runs/" + run);
    assertThat(world.ledger.get(run + ":MEASURED").seconds()).isZero();
  }

  @Test
  void aTrialFreesNoTime() {
    var world = new AutomationWorld(database.migrated());
    String run = world.service.requestTrialRun(world.trial().id(), "round-1");
    world.bots.onStart(FakeBots.report("FAILED", 10, 2, 0));
    world.start(run, 3);

    assertThat(RunStartTest.done(world.settle(run))).containsEntry("needsHand", false);
    assertThat(world.ledger).isEmpty();
    assertThat(world.messages).as("the caller starts the process itself").isEmpty();
  }

  @Test
  void aRunThatGoesOnIsNotSettled() {
    var world = new AutomationWorld(database.migrated());

    assertThat(world.settle(world.accepted())).isInstanceOf(JobResult.Incident.class);
    assertThat(world.ledger).isEmpty();
  }

  @Test
  void handworkCountsAgainstTheGainOnce() {
    var world = new AutomationWorld(database.migrated());
    String run = ended(world, "FAILED", 5, 0, 195);
    world.settle(run);

    RunStartTest.done(handwork(world, run));
    RunStartTest.done(handwork(world, run));

    assertThat(world.ledger.get(run + ":HANDWORK").seconds()).isEqualTo(-90 * 60);
    assertThat(world.ledger.get(run + ":HANDWORK").enteredBy()).isEqualTo("staff-0310");
    assertThat(world.ledger.get(run + ":HANDWORK").items()).isZero();
    assertThat(world.state(run)).isEqualTo(RunState.BY_HAND);
    assertThat(world.run(run).handwork())
        .isNotNull()
        .extracting(Runs.Handwork::minutes)
        .isEqualTo(90);
    assertThat(world.runs.events(run))
        .extracting(RunEvent::state)
        .endsWith(RunState.FAILED, RunState.BY_HAND);
  }

  @Test
  void handworkOfSomebodyElseGoesBackToTheGroup() {
    var world = new AutomationWorld(database.migrated());
    String run = ended(world, "FAILED", 5, 0, 195);
    world.settle(run);

    for (String stranger : List.of("", "staff-0990")) {
      assertThat(RunStartTest.done(handwork(world, run, stranger, 195, 90)))
          .containsEntry("handworkAccepted", false)
          .extractingByKey("notice")
          .asString()
          .contains("市民課の職員");
    }
    assertThat(world.state(run)).isEqualTo(RunState.FAILED);
    assertThat(world.ledger).doesNotContainKey(run + ":HANDWORK");
    assertThat(RunStartTest.done(handwork(world, run)))
        .containsEntry("handworkAccepted", true)
        .containsEntry("notice", "");
  }

  @Test
  void noItemTakesLongerThanADayAndNobodySixtyDays() {
    for (var said : List.of(new int[] {2, 5_000, 930}, new int[] {1_000, 9_000_000, 27_900})) {
      var world = new AutomationWorld(database.migrated());
      String run = ended(world, "FAILED", 5, 0, 195);
      world.settle(run);
      handwork(world, run, "staff-0310", said[0], said[1]);
      assertThat(world.ledger.get(run + ":HANDWORK").seconds()).isEqualTo(-60L * said[2]);
    }
  }

  @Test
  void aRunThatSucceededStaysSoWhenItsRejectedRowsAreDoneByHand() {
    var world = new AutomationWorld(database.migrated());
    String run = ended(world, "SUCCEEDED", 190, 10, 0);
    world.settle(run);
    handwork(world, run);

    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(world.ledger).hasSize(2);
  }

  private static JobResult handwork(AutomationWorld world, String run) {
    return handwork(world, run, "staff-0310", 195, 90);
  }

  private static JobResult handwork(
      AutomationWorld world, String run, String by, int items, int minutes) {
    Job job =
        AutomationWorld.job(
            "record-handwork",
            3,
            Map.of(
                "runId",
                run,
                "completedBy",
                by,
                "itemsHandled",
                items,
                "minutesSpent",
                minutes,
                "handNote",
                "済"));
    return world.worker.recordHandwork(job);
  }

  private static String ended(
      AutomationWorld world, String state, int done, int rejected, int notReached) {
    String run = world.accepted();
    world.bots.onAsk(FakeBots.report(state, done, rejected, notReached));
    world.clock.pass(Duration.ofSeconds(1));
    world.look();
    return run;
  }
}
