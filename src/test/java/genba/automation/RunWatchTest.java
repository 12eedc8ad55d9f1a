package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.EngineMessage;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunWatchTest {

  private final AutomationWorld world = new AutomationWorld(TestDatabase.H2.migrated());

  @Test
  void aRunIsFollowedToItsEndAndTheProcessHearsOfItOnce() {
    String run = world.accepted();
    world.bots.onAsk(
        FakeBots.running(1), FakeBots.running(50), FakeBots.report("SUCCEEDED", 190, 10, 0));

    assertThat(world.look()).as("not due yet").isZero();
    lookAfter(1);
    assertThat(world.state(run)).isEqualTo(RunState.RUNNING);
    lookAfter(2);
    assertThat(world.run(run).itemsDone()).isEqualTo(50);
    lookAfter(30);

    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(world.run(run).itemsRejected()).isEqualTo(10);
    assertThat(ended()).containsExactly(run + ":ended");
    world.clock.pass(Duration.ofHours(1));
    assertThat(world.look()).isZero();
  }

  @Test
  void aRunThatTheSystemHasForgottenFailsAfterAGrace() {
    String run = world.accepted();
    world.bots.onAsk(FakeBots.unknown());

    lookAfter(1);
    lookAfter(30);
    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    lookAfter(31);

    assertThat(world.state(run)).isEqualTo(RunState.FAILED);
    assertThat(world.run(run).message()).contains("robot-framework");
    assertThat(ended()).hasSize(1);
  }

  @Test
  void aSystemThatIsAwayIsAskedAgain() {
    String run = world.accepted();
    world.bots.onAsk(
        FakeBots.away(), FakeBots.misconfigured(), FakeBots.report("FAILED", 0, 0, 200));

    lookAfter(1);
    assertThat(world.look()).isZero();
    lookAfter(5);
    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    lookAfter(30);
    assertThat(world.state(run)).isEqualTo(RunState.FAILED);
  }

  @Test
  void aPersonStopsARun() {
    String run = world.accepted();
    world.bots.onAsk(FakeBots.running(7)).onCancel(FakeBots.away(), FakeBots.stopped());
    world.requests.cancel(run, "leader-0310");

    world.look();
    assertThat(world.state(run)).as("the system was away").isEqualTo(RunState.ACCEPTED);
    lookAfter(150);

    assertThat(world.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(world.run(run).itemsDone()).isEqualTo(7);
    assertThat(world.runs.events(run)).last().extracting(RunEvent::actor).isEqualTo("leader-0310");
    assertThat(ended()).hasSize(1);
  }

  @Test
  void aBotThatWasDoneBeforeItCouldBeStoppedHasSucceeded() {
    String run = world.accepted();
    world
        .bots
        .onAsk(FakeBots.running(199), FakeBots.report("SUCCEEDED", 200, 0, 0))
        .onCancel(FakeBots.stopped());
    world.requests.cancel(run, "leader-0310");
    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRunThatNoProcessCancelsIsEndedByTheHub() {
    String run = world.accepted();
    world.bots.onAsk(FakeBots.away()).onCancel(FakeBots.away());
    world.clock.pass(Duration.ofMinutes(131));
    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.TIMED_OUT);
    assertThat(ended()).hasSize(1);
  }

  @Test
  void theDeadlinesJobTakesTheEndThatTheBotHasReached() {
    String run = world.accepted();
    world.bots.onAsk(FakeBots.report("SUCCEEDED", 200, 0, 0));

    assertThat(RunStartTest.done(world.cancel(run, 3))).containsEntry("runState", "SUCCEEDED");
    assertThat(world.bots.calls()).containsExactly("get-run");
  }

  @Test
  void theDeadlinesJobStopsTheBotAndKeepsWhatItDid() {
    String run = world.accepted();
    world
        .bots
        .onAsk(FakeBots.running(120), FakeBots.report("FAILED", 121, 3, 76))
        .onCancel(FakeBots.stopped());

    assertThat(RunStartTest.done(world.cancel(run, 3))).containsEntry("runState", "TIMED_OUT");
    assertThat(world.run(run).itemsDone()).isEqualTo(121);
    assertThat(world.run(run).itemsNotReached()).isEqualTo(76);
    assertThat(RunStartTest.done(world.cancel(run, 2))).containsEntry("runState", "TIMED_OUT");
    assertThat(world.bots.calls()).containsExactly("get-run", "cancel-run", "get-run");
  }

  @Test
  void theDeadlineHoldsAlsoWhereTheBotCannotBeReached() {
    String run = world.accepted();
    world.bots.onAsk(FakeBots.away()).onCancel(FakeBots.away());

    assertThat(world.cancel(run, 2)).isInstanceOf(genba.engine.JobResult.Later.class);
    assertThat(RunStartTest.done(world.cancel(run, 1))).containsEntry("runState", "TIMED_OUT");
  }

  @Test
  void looksBecomeRarer() {
    assertThat(world.watch.interval(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
    assertThat(world.watch.interval(2, 0.5)).isEqualTo(Duration.ofMillis(1500));
    assertThat(world.watch.interval(60, 0.5)).isEqualTo(Duration.ofSeconds(30));
    assertThat(world.watch.interval(60, 0)).isEqualTo(Duration.ofSeconds(24));
  }

  private void lookAfter(int seconds) {
    world.clock.pass(Duration.ofSeconds(seconds));
    assertThat(world.look()).isEqualTo(1);
  }

  private List<String> ended() {
    return world.messages.stream()
        .filter(message -> message.name().equals("run-ended"))
        .map(EngineMessage::messageId)
        .toList();
  }
}
