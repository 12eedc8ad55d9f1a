package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome;
import genba.engine.JobResult;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunStartTest {

  private final AutomationWorld world = new AutomationWorld(TestDatabase.H2.migrated());

  @Test
  void aStartThatIsAcceptedGivesTheRunItsDeadline() {
    String run = world.requested();
    world.bots.onStart(FakeBots.accepted());

    Map<String, Object> variables = done(world.start(run, 3));

    assertThat(variables)
        .containsEntry("runState", "ACCEPTED")
        .containsEntry("runDeadline", "2026-11-24T12:00+09:00")
        .containsEntry("subject", "電子申請の転記")
        .containsEntry("subjectPath", "/runs/" + run);
    assertThat(world.run(run).processInstanceKey()).isEqualTo(4711);
    assertThat(world.run(run).deadline())
        .isEqualTo(world.clock.instant().plus(Duration.ofHours(2)));
  }

  @Test
  void aRepeatedJobStartsNothingAndSaysTheSame() {
    String run = world.requested();
    world.bots.onStart(FakeBots.accepted());
    Map<String, Object> first = done(world.start(run, 3));
    world.clock.pass(Duration.ofMinutes(5));

    assertThat(done(world.start(run, 2))).isEqualTo(first);
    assertThat(world.bots.calls()).containsExactly("start-run");
  }

  @Test
  void aSystemThatFinishesAtOnceEndsTheRun() {
    String run = world.requested();
    world.bots.onStart(FakeBots.report("SUCCEEDED", 5, 1, 0));

    assertThat(done(world.start(run, 3)))
        .containsEntry("runState", "SUCCEEDED")
        .containsKey("runDeadline");
    assertThat(world.run(run).itemsDone()).isEqualTo(5);
    assertThat(world.messages).as("nobody waits for the end yet").hasSize(1);
  }

  @Test
  void aRefusedStartIsABusinessOutcome() {
    String run = world.requested();
    world.bots.onStart(FakeBots.rejected());

    JobResult result = world.start(run, 3);

    assertThat(result)
        .isInstanceOfSatisfying(
            JobResult.Error.class,
            error -> {
              assertThat(error.code()).isEqualTo("BOT_FAILED");
              assertThat(error.variables()).containsEntry("runState", "REJECTED");
            });
    assertThat(world.state(run)).isEqualTo(RunState.REJECTED);
    assertThat(world.run(run).message()).isEqualTo("NO_SUCH_BOT: there is no such bot");
    assertThat(world.start(run, 2)).as("the job comes again").isEqualTo(result);
    assertThat(world.bots.calls()).containsExactly("start-run");
  }

  @Test
  void anUnclearStartIsLookedUpBeforeItIsRepeated() {
    String run = world.requested();
    world.bots.onStart(FakeBots.away(), FakeBots.accepted()).onAsk(FakeBots.unknown());

    assertThat(world.start(run, 3))
        .isEqualTo(new JobResult.Later("timed out after 20 s", Duration.ofSeconds(5)));
    assertThat(world.state(run)).isEqualTo(RunState.REQUESTED);

    assertThat(done(world.start(run, 2))).containsEntry("runState", "ACCEPTED");
    assertThat(world.bots.calls()).containsExactly("start-run", "get-run", "start-run");
  }

  @Test
  void anUnclearStartThatHadWorkedIsNotRepeated() {
    String run = world.requested();
    world.bots.onStart(FakeBots.away()).onAsk(FakeBots.running(3));
    world.start(run, 3);

    assertThat(done(world.start(run, 2))).containsEntry("runState", "RUNNING");
    assertThat(world.bots.calls()).containsExactly("start-run", "get-run");
    assertThat(world.run(run).itemsDone()).isEqualTo(3);
  }

  @Test
  void aStartThatStaysUnclearIsLookedForUntilTheSystemCanSay() {
    String run = world.requested();
    world.bots.onStart(FakeBots.away()).onAsk(FakeBots.away());
    world.start(run, 2);

    assertThat(done(world.start(run, 1))).containsEntry("runState", "ACCEPTED");
    world.clock.pass(Duration.ofMinutes(20));
    world.look();
    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    world.bots.onAsk(FakeBots.report("SUCCEEDED", 3, 0, 0));
    world.clock.pass(Duration.ofMinutes(1));
    world.look();

    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(world.bots.calls()).containsExactly("start-run", "get-run", "get-run", "get-run");
  }

  @Test
  void aHubThatIsNotReadyCostsNoTry() {
    String run = world.requested();
    world.bots.loaded = false;

    assertThat(world.start(run, 1)).isInstanceOf(JobResult.NotYet.class);
    assertThat(world.bots.calls()).isEmpty();
  }

  @Test
  void aRunThatIsStoppedAfterAnUnclearStartLeavesNoBotBehind() {
    String run = world.requested();
    world.bots.onStart(FakeBots.away()).onCancel(FakeBots.stopped());
    world.start(run, 3);
    world.requests.cancel(run, "staff-0310");

    assertThat(done(world.start(run, 2))).containsEntry("runState", "CANCELLED");
    assertThat(world.bots.calls()).containsExactly("start-run", "cancel-run");
  }

  @Test
  void aRunThatIsStoppedBeforeAnyStartAsksNobody() {
    String run = world.requested();
    world.requests.cancel(run, "staff-0310");

    assertThat(done(world.start(run, 3))).containsEntry("runState", "CANCELLED");
    assertThat(world.bots.calls()).isEmpty();
  }

  @Test
  void aWrongConnectionIsForAnOperatorAndTheRunWaits() {
    String run = world.requested();
    world.bots.onStart(FakeBots.misconfigured());

    assertThat(world.start(run, 3)).isEqualTo(new JobResult.Incident("wrong password"));
    assertThat(world.state(run)).isEqualTo(RunState.REQUESTED);
  }

  @Test
  void aRunThatWasCancelledBeforeItsStartIsNotStarted() {
    String run = world.requested();
    world.requests.cancel(run, "staff-0310");

    assertThat(done(world.start(run, 3))).containsEntry("runState", "CANCELLED");
    assertThat(world.bots.calls()).isEmpty();
  }

  @Test
  void aRunThatIsCancelledDuringItsStartIsStoppedAtTheBotSystemToo() {
    String run = world.requested();
    world
        .bots
        .onStart(
            () -> {
              world.requests.cancel(run, "staff-0310");
              return FakeBots.accepted();
            })
        .onCancel(FakeBots.stopped());

    assertThat(done(world.start(run, 3))).containsEntry("runState", "CANCELLED");
    assertThat(world.bots.calls()).containsExactly("start-run", "cancel-run");
  }

  @Test
  void aStartThatWasTurnedAwayIsRepeatedWithoutASearch() {
    String run = world.requested();
    world.bots.onStart(FakeBots.turnedAway(), FakeBots.accepted());

    assertThat(world.start(run, 3))
        .isEqualTo(new JobResult.Later("HTTP 429", Duration.ofSeconds(1)));
    assertThat(done(world.start(run, 2))).containsEntry("runState", "ACCEPTED");
    assertThat(world.bots.calls()).containsExactly("start-run", "start-run");
  }

  @Test
  void aStartThatIsTurnedAwayToTheLastIsStoppedNowhere() {
    String run = world.requested();
    world.bots.onStart(FakeBots.turnedAway());

    assertThat(world.start(run, 1)).isInstanceOf(JobResult.Error.class);
    assertThat(world.run(run).message()).isEqualTo("HTTP 429");
    assertThat(world.bots.calls()).containsExactly("start-run");
  }

  @Test
  void whereNobodyCanBeAskedAnUnclearStartIsForPeople() {
    world.bots.lookupByReference = false;
    world.bots.callsBack = false;
    String run = world.requested();
    world.bots.onStart(FakeBots.away());

    JobResult result = world.start(run, 3);

    assertThat(result).isInstanceOf(JobResult.Error.class);
    assertThat(world.state(run)).isEqualTo(RunState.FAILED);
    assertThat(world.run(run).message()).contains("動いた可能性", "実行履歴");
    assertThat(world.start(run, 2)).as("the job comes again").isEqualTo(result);
    assertThat(world.bots.calls()).containsExactly("start-run");
  }

  @Test
  void aSearchThatIsRefusedIsNoReasonToStartAgain() {
    String run = world.requested();
    world.bots.callsBack = false;
    world
        .bots
        .onStart(FakeBots.away())
        .onAsk(new ConnectorOutcome.Rejected("LOOKUP_NOT_POSSIBLE", "no path for it"));
    world.start(run, 3);

    assertThat(world.start(run, 2)).isInstanceOf(JobResult.Error.class);
    assertThat(world.bots.calls()).containsExactly("start-run", "get-run");
  }

  @Test
  void aRunThatIsNotFoundIsStartedAgain() {
    String run = world.requested();
    world
        .bots
        .onStart(FakeBots.away(), FakeBots.accepted("job-7"))
        .onAsk(new ConnectorOutcome.Rejected("HTTP_404", "no such run"));
    world.start(run, 3);

    assertThat(done(world.start(run, 2))).containsEntry("runState", "ACCEPTED");
    assertThat(world.runs.find(run).orElseThrow().botKey()).isEqualTo("job-7");
  }

  @Test
  void whatTheBotSaysStaysInTheHub() {
    String run = world.requested();
    world.bots.onStart(FakeBots.report("FAILED", 5, 1, 2));

    assertThat(done(world.start(run, 3)).toString()).contains("処理不可1件").doesNotContain("bot says");
    assertThat(world.run(run).message()).isEqualTo("bot says FAILED");
  }

  static Map<String, Object> done(JobResult result) {
    assertThat(result).isInstanceOf(JobResult.Done.class);
    return ((JobResult.Done) result).variables();
  }
}
