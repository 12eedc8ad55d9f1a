package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.CallbackVerifier.Callback;
import genba.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a callback says, the bot system is asked, and what it answers counts. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CallbacksTest {

  @Parameter private TestDatabase database;

  @Test
  void aCallbackBringsTheNextLookForward() {
    var world = new AutomationWorld(database.migrated());
    String run = world.accepted();
    assertThat(world.look()).isZero();

    assertThat(hear(world, run, valid())).isTrue();

    world.bots.onAsk(FakeBots.report("SUCCEEDED", 3, 0, 0));
    assertThat(world.look()).isEqualTo(1);
    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aForgedOneChangesNothing() {
    var world = new AutomationWorld(database.migrated());
    String run = world.accepted();

    assertThat(hear(world, run, new Callback(false, List.of(run), List.of("other"), "e")))
        .isFalse();

    assertThat(world.look()).isZero();
    assertThat(row(world, run).keyHint()).isNull();
    assertThat(hear(world, run, new Callback(true, List.of(), List.of(), "e")))
        .as("the forged one did not use the event up")
        .isTrue();
    world.bots.onAsk(FakeBots.running(1));
    assertThat(world.look()).isEqualTo(1);
  }

  @Test
  void theSameEventIsHeardOnce() {
    var world = new AutomationWorld(database.migrated());
    String run = world.accepted();
    world.bots.onAsk(FakeBots.running(1));
    hear(world, run, new Callback(true, List.of(), List.of(), "event-1"));
    assertThat(world.look()).isEqualTo(1);

    hear(world, run, new Callback(true, List.of(), List.of(), "event-1"));
    assertThat(world.look()).isZero();
    hear(world, run, new Callback(true, List.of(), List.of(), "event-2"));
    assertThat(world.look()).isEqualTo(1);
  }

  @Test
  void anEarlyOneComesBeforeTheAnswerOfTheStart() {
    var world = new AutomationWorld(database.migrated());
    String run = world.requested();
    world.bots.onStart(
        () -> {
          hear(world, run, valid());
          return FakeBots.accepted();
        });

    world.start(run, 3);

    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    world.clock.pass(Duration.ofSeconds(1));
    world.bots.onAsk(FakeBots.report("SUCCEEDED", 3, 0, 0));
    world.look();
    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aLateOneFindsTheRunOver() {
    var world = new AutomationWorld(database.migrated());
    String run = world.accepted();
    world.bots.onAsk(FakeBots.report("SUCCEEDED", 3, 0, 0));
    world.clock.pass(Duration.ofSeconds(1));
    world.look();

    assertThat(hear(world, run, new Callback(true, List.of(run), List.of("key"), "e"))).isTrue();

    world.clock.pass(Duration.ofHours(1));
    assertThat(world.look()).isZero();
    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void unknownRunsAndOtherSystemsAreHeardAndForgotten() {
    var world = new AutomationWorld(database.migrated());
    String run = world.accepted();

    assertThat(hear(world, "no-such-run", valid())).isTrue();
    assertThat(world.callbacks.hear("uipath", run, Map.of(), new byte[0])).isTrue();
    assertThat(world.look()).isZero();
  }

  @Test
  void aCallbackMayNameItsRunsByTheirKeys() {
    var world = new AutomationWorld(database.migrated());
    String run = world.requested();
    world.bots.onStart(FakeBots.accepted("job-7"));
    world.start(run, 3);
    assertThat(row(world, run).botKey()).isEqualTo("job-7");

    hear(world, null, new Callback(true, List.of(), List.of("job-7"), null));

    world.bots.onAsk(FakeBots.running(1));
    assertThat(world.look()).isEqualTo(1);
    assertThat(world.bots.received.getLast().parameters()).containsEntry("key", "job-7");
  }

  @Test
  void anUnclearStartIsNeverRepeatedWhereNobodyCanBeAskedAndACallbackClearsItUp() {
    var world = new AutomationWorld(database.migrated());
    world.bots.lookupByReference = false;
    String run = world.requested();
    world.bots.onStart(FakeBots.away());

    assertThat(RunStartTest.done(world.start(run, 3))).containsEntry("runState", "ACCEPTED");
    world.clock.pass(Duration.ofSeconds(1));
    world.look();
    assertThat(world.bots.calls()).as("nobody to ask").containsExactly("start-run");

    hear(world, run, new Callback(true, List.of(run), List.of("job-7"), null));
    world.bots.onAsk(FakeBots.running(2), FakeBots.report("SUCCEEDED", 3, 0, 0));
    world.look();
    assertThat(row(world, run).botKey()).isEqualTo("job-7");
    world.clock.pass(Duration.ofMinutes(20));
    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(world.bots.calls()).containsExactly("start-run", "get-run", "get-run");
  }

  @Test
  void anUnclearStartThatNobodyClearsUpIsForPeopleToLookAt() {
    var world = new AutomationWorld(database.migrated());
    world.bots.lookupByReference = false;
    String run = world.requested();
    world.bots.onStart(FakeBots.away());
    world.start(run, 3);

    world.clock.pass(Duration.ofMinutes(9));
    world.look();
    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    world.clock.pass(Duration.ofMinutes(2));
    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.FAILED);
    assertThat(world.run(run).message()).contains("動いた可能性", "実行履歴");
    assertThat(world.run(run).needsHand()).isTrue();
  }

  @Test
  void aKeyOfAnotherRunIsNotTakenForOurs() {
    var world = new AutomationWorld(database.migrated());
    world.bots.lookupByReference = false;
    String run = world.requested();
    world.bots.onStart(FakeBots.away());
    world.start(run, 3);
    hear(world, run, new Callback(true, List.of(run), List.of("job-8"), null));
    world.bots.onAsk(FakeBots.of("another-run", "SUCCEEDED"));

    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    assertThat(row(world, run).botKey()).isNull();
  }

  @Test
  void vendorsAreGivenAnAddressTheyWillCall() {
    assertThat(new CallbackAddresses(URI.create("https://hub.city.example/")).of("uipath", "r-1"))
        .isEqualTo("https://hub.city.example/api/v1/callbacks/uipath/r-1");
    for (String never :
        List.of(
            "http://hub.city.example",
            "https://localhost:8090",
            "https://192.0.2.7",
            "https://[2001:db8::7]")) {
      assertThat(new CallbackAddresses(URI.create(never)).of("uipath", "r-1")).as(never).isNull();
    }
  }

  private static Callback valid() {
    return new Callback(true, List.of(), List.of(), null);
  }

  private static boolean hear(AutomationWorld world, @Nullable String run, Callback callback) {
    world.bots.callback = callback;
    return world.callbacks.hear("robot-framework", run, Map.of(), new byte[0]);
  }

  private static RunRow row(AutomationWorld world, String run) {
    return world.runs.find(run).orElseThrow();
  }
}
