package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.automation.Automations.Automation;
import genba.automation.Runs.Priority;
import genba.connector.BotTerms.Limits;
import genba.engine.EngineMessage;
import genba.engine.JobResult;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Places at bots, on both databases. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RunQueueTest {

  @Parameter private TestDatabase database;

  @Test
  void aBotRunsOneJobAtATimeAndTheNextOneHearsOfItsTurn() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    String first = request(world, automation, "1", null);
    String second = request(world, automation, "2", null);

    assertThat(world.takePlace(first)).isTrue();
    assertThat(world.takePlace(first)).as("the job comes again").isTrue();
    assertThat(world.takePlace(second)).isFalse();
    assertThat(waiting(world, second)).isEqualTo(1);
    assertThat(turns(world)).isEmpty();

    world.bots.onStart(FakeBots.report("SUCCEEDED", 1, 0, 0));
    world.start(first, 3);

    assertThat(turns(world)).containsExactly(second);
    assertThat(world.takePlace(second)).isTrue();
    assertThat(world.queue.waiting(row(world, second))).isEmpty();
  }

  @Test
  void theMoreUrgentGoesFirstThenTheOlder() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    String busy = request(world, automation, "0", null);
    world.takePlace(busy);
    List<String> asked = new ArrayList<>();
    for (Priority priority :
        List.of(Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.NORMAL)) {
      world.clock.pass(Duration.ofSeconds(1));
      String run = request(world, automation, "p" + asked.size(), priority);
      assertThat(world.takePlace(run)).isFalse();
      asked.add(run);
    }
    assertThat(asked.stream().map(run -> waiting(world, run))).containsExactly(4, 2, 1, 3);

    world.bots.onStart(FakeBots.report("SUCCEEDED", 1, 0, 0));
    world.start(busy, 3);
    for (int i = 0; i < 4; i++) {
      world.start(turns(world).getLast(), 3);
    }
    assertThat(turns(world))
        .containsExactly(asked.get(2), asked.get(1), asked.get(3), asked.get(0));
  }

  @Test
  void anAutomationsPriorityIsItsRunsPriority() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    world.service.prioritise(automation.id(), "leader-0310", Priority.HIGH);

    String run = request(world, automation, "1", null);

    assertThat(row(world, run).priority()).isEqualTo(Priority.HIGH);
    world.bots.onStart(FakeBots.accepted());
    world.start(run, 3);
    assertThat(world.bots.received.getLast().parameters()).containsEntry("priority", "HIGH");
  }

  @Test
  void aSystemHasItsLimitToo() {
    var world = new AutomationWorld(database.migrated());
    world.bots.limits = new Limits(5, 2);
    Automation automation = world.live();
    List<String> runs =
        List.of(
            request(world, automation, "1", null),
            request(world, automation, "2", null),
            request(world, automation, "3", null));

    assertThat(runs.stream().map(world::takePlace)).containsExactly(true, true, false);
    var waiting = world.queue.waiting(row(world, runs.get(2))).orElseThrow();
    assertThat(waiting.isBotBusy()).isFalse();
    assertThat(waiting.busyInSystem()).isEqualTo(2);
  }

  @Test
  void replicasThatAskAtOnceGetNoMorePlacesThanThereAre() throws Exception {
    var dataSource = database.migrated();
    var world = new AutomationWorld(dataSource);
    var other = new AutomationWorld(dataSource);
    world.bots.limits = new Limits(3, 10);
    other.bots.limits = new Limits(3, 10);
    Automation automation = world.live();
    List<Callable<Boolean>> asking = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String run = request(world, automation, "r" + i, null);
      AutomationWorld replica = i % 2 == 0 ? world : other;
      asking.add(() -> replica.takePlace(run));
    }
    try (var threads = Executors.newFixedThreadPool(6)) {
      int places = 0;
      for (var place : threads.invokeAll(asking)) {
        places += place.get() ? 1 : 0;
      }
      int turns = turns(world).size() + turns(other).size();
      assertThat(places + turns).as("places, each told once").isEqualTo(3);
    }
  }

  @Test
  void aRunThatIsStoppedWhileItWaitsLeavesTheQueueAndItsProcessGoesOn() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    String first = request(world, automation, "1", null);
    String second = request(world, automation, "2", null);
    String third = request(world, automation, "3", null);
    world.takePlace(first);
    world.takePlace(second);
    world.takePlace(third);

    world.requests.cancel(second, "staff-0310");

    assertThat(world.state(second)).isEqualTo(RunState.CANCELLED);
    assertThat(turns(world)).containsExactly(second);
    assertThat(waiting(world, third)).isEqualTo(1);
    assertThat(RunStartTest.done(world.start(second, 3))).containsEntry("runState", "CANCELLED");
    world.requests.cancel(first, "staff-0310");
    assertThat(turns(world)).containsExactly(second, third);
    assertThat(world.bots.calls()).isEmpty();
  }

  @Test
  void aRunThatWasStoppedBeforeItAskedNeedsNoPlace() {
    var world = new AutomationWorld(database.migrated());
    String run = world.requested();
    world.requests.cancel(run, "staff-0310");

    assertThat(world.takePlace(run)).isTrue();
  }

  @Test
  void whoHasWaitedTooLongGoesToPeople() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    String first = request(world, automation, "1", null);
    String second = request(world, automation, "2", null);
    world.takePlace(first);
    world.takePlace(second);
    var give = AutomationWorld.job("give-up-waiting", 3, Map.of("runId", second));

    JobResult result = world.worker.giveUpWaiting(give);

    assertThat(RunStartTest.done(result)).containsEntry("runState", "TIMED_OUT");
    assertThat(world.run(second).message()).contains("順番");
    assertThat(world.run(second).needsHand()).isTrue();
    assertThat(world.worker.giveUpWaiting(give)).as("the job comes again").isEqualTo(result);
  }

  @Test
  void forgottenPlacesAreHandedOut() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    String first = request(world, automation, "1", null);
    String second = request(world, automation, "2", null);
    world.takePlace(first);
    world.takePlace(second);
    world.bots.limits = new Limits(2, 4);

    world.leads = false;
    world.sweep.sweep();
    assertThat(turns(world)).isEmpty();
    world.leads = true;
    world.sweep.sweep();
    world.sweep.sweep();

    assertThat(turns(world)).containsExactly(second);
  }

  @Test
  void aRunThatNoProcessBeginsEndsAndIsSettledByTheHub() {
    var world = new AutomationWorld(database.migrated());
    String run = world.requested();
    world.clock.pass(Duration.ofHours(5));
    world.sweep.sweep();
    assertThat(world.state(run)).isEqualTo(RunState.REQUESTED);

    world.clock.pass(Duration.ofMinutes(61));
    world.sweep.sweep();
    assertThat(world.state(run)).isEqualTo(RunState.TIMED_OUT);
    assertThat(world.ledger).isEmpty();
    world.clock.pass(Duration.ofMinutes(11));
    world.sweep.sweep();

    assertThat(world.ledger).containsOnlyKeys(run + ":MEASURED");
    assertThat(world.notices).containsExactly("leader-0310 /runs/" + run);
    assertThat(world.takePlace(run)).as("the process begins after all").isTrue();
    assertThat(RunStartTest.done(world.start(run, 3))).containsEntry("runState", "TIMED_OUT");
  }

  @Test
  void aPlaceThatIsNotUsedComesBack() {
    var world = new AutomationWorld(database.migrated());
    Automation automation = world.live();
    String first = request(world, automation, "1", null);
    world.takePlace(first);
    world.clock.pass(Duration.ofHours(3));
    String second = request(world, automation, "2", null);
    world.takePlace(second);

    world.clock.pass(Duration.ofMinutes(181));
    world.sweep.sweep();

    assertThat(world.state(first)).isEqualTo(RunState.TIMED_OUT);
    assertThat(turns(world)).containsExactly(second);
  }

  @Test
  void aTrialThatIsWithdrawnIsStopped() {
    var world = new AutomationWorld(database.migrated());
    Automation trial = world.trial();
    String run = world.service.requestTrialRun(trial.id(), "round-1");
    world.takePlace(run);
    world.bots.onStart(FakeBots.accepted());
    world.start(run, 3);
    world.bots.onAsk(FakeBots.running(1)).onCancel(FakeBots.stopped());

    world.service.retire(trial.id());
    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(world.bots.calls()).contains("cancel-run");
  }

  private static String request(
      AutomationWorld world, Automation automation, String key, Priority priority) {
    return world.requests.api(automation.id(), "digital-0130", key, Map.of(), priority).id();
  }

  private static RunRow row(AutomationWorld world, String run) {
    return world.runs.find(run).orElseThrow();
  }

  private static int waiting(AutomationWorld world, String run) {
    return world.queue.waiting(row(world, run)).orElseThrow().position();
  }

  private static List<String> turns(AutomationWorld world) {
    return world.messages.stream()
        .filter(message -> message.name().equals("run-turn"))
        .map(EngineMessage::correlationKey)
        .toList();
  }
}
