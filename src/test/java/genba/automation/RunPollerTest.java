package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.automation.Automations.Automation;
import genba.connector.BotTerms.Limits;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorOutcome;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks at many runs, in as few calls as the system allows. */
class RunPollerTest {

  private final AutomationWorld world = new AutomationWorld(TestDatabase.H2.migrated());
  private final List<Integer> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() throws InterruptedException {
    world.poller.destroy();
  }

  @Test
  void manyRunsAreAskedAboutInOneCall() {
    List<String> runs = accepted(130);
    world.bots.onAskMany(call -> answer(call, "SUCCEEDED"));

    world.clock.pass(Duration.ofSeconds(1));

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              world.poller.poll();
              assertThat(states(runs)).containsOnly(RunState.SUCCEEDED);
            });
    assertThat(asked).containsExactlyInAnyOrder(40, 40, 40, 10);
    assertThat(world.bots.calls()).doesNotContain("get-run");
  }

  @Test
  void eachHasItsOwnNextLookAndTheKeysGoAlong() {
    List<String> runs = accepted(3);
    world.bots.onAskMany(call -> answer(call, "RUNNING"));
    world.clock.pass(Duration.ofSeconds(1));
    world.poller.poll();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(states(runs)).containsOnly(RunState.RUNNING));
    assertThat(world.bots.received.getLast().parameters().get("runs").toString())
        .contains("reference=" + runs.getFirst(), "key=job-0");
    world.poller.poll();
    assertThat(asked).hasSize(1);
  }

  @Test
  void aRunThatTheAnswerDoesNotNameIsUnknown() {
    List<String> runs = accepted(2);
    world.bots.onAskMany(
        call ->
            new ConnectorOutcome.Completed(
                Map.of("runs", List.of(Map.of("key", "job-1", "state", "SUCCEEDED")))));
    world.clock.pass(Duration.ofSeconds(1));
    world.poller.poll();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(world.state(runs.get(1))).isEqualTo(RunState.SUCCEEDED));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(world.runs.find(runs.get(0)).orElseThrow().unknownSince()).isNotNull());
  }

  @Test
  void aQuestionAboutManyThatIsRefusedIsAskedOneByOne() {
    List<String> runs = accepted(3);
    world.bots.onAskMany(call -> FakeBots.rejected()).onAsk(FakeBots.report("SUCCEEDED", 1, 0, 0));
    world.clock.pass(Duration.ofSeconds(1));
    world.poller.poll();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(states(runs)).containsOnly(RunState.SUCCEEDED));
  }

  @Test
  void whoDoesNotLeadLooksAtNothing() {
    List<String> runs = accepted(2);
    world.bots.onAsk(FakeBots.report("SUCCEEDED", 1, 0, 0));
    world.clock.pass(Duration.ofSeconds(1));
    world.leads = false;
    world.poller.poll();
    assertThat(world.bots.calls()).isEmpty();

    world.leads = true;
    world.poller.poll();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(states(runs)).containsOnly(RunState.SUCCEEDED));
  }

  @Test
  void aRunThatDoesNotBeginIsSpokenOfOnce() {
    String run = accepted(1).getFirst();
    world.bots.onAsk(FakeBots.report("PENDING", 0, 0, 0));
    look(1);
    assertThat(world.state(run)).isEqualTo(RunState.ACCEPTED);
    assertThat(world.pending.overlong(row(run))).isEmpty();

    look(16 * 60);
    assertThat(world.pending.overlong(row(run)).orElseThrow().checklist())
        .containsExactly("ライセンスが空いていますか");
    assertThat(world.notices)
        .containsExactly("leader-0310 /runs/" + run, "digital-0130 /runs/" + run);
    look(60);
    assertThat(world.notices).hasSize(2);

    world.bots.onAsk(FakeBots.running(1));
    look(60);
    assertThat(world.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(world.pending.overlong(row(run))).isEmpty();
  }

  @Test
  void aSystemThatCannotStopBotsIsNotAskedTo() {
    String run = accepted(1).getFirst();
    world.bots.verbs.remove("cancel-run");
    world.bots.onAsk(FakeBots.running(5));
    world.requests.cancel(run, "leader-0310");
    look(1);

    assertThat(world.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(world.run(run).message()).contains("動き続けている可能性");
    assertThat(world.bots.calls()).containsExactly("get-run");
  }

  private void look(int seconds) {
    world.clock.pass(Duration.ofSeconds(seconds));
    assertThat(world.look()).isEqualTo(1);
  }

  private RunRow row(String run) {
    return world.runs.find(run).orElseThrow();
  }

  private ConnectorOutcome answer(ConnectorCall call, String state) {
    List<Map<String, Object>> reports = new ArrayList<>();
    for (Object question : (Collection<?>) call.parameters().get("runs")) {
      reports.add(Map.of("reference", ((Map<?, ?>) question).get("reference"), "state", state));
    }
    asked.add(reports.size());
    return new ConnectorOutcome.Completed(Map.of("runs", reports));
  }

  private List<String> accepted(int count) {
    world.bots.limits = new Limits(1000, 1000);
    Automation automation = world.live();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String run =
          world.requests.api(automation.id(), "digital-0130", "k" + i, Map.of(), null).id();
      world.bots.onStart(FakeBots.accepted("job-" + i));
      world.start(run, 3);
      runs.add(run);
    }
    world.bots.forgetCalls();
    return runs;
  }

  private List<RunState> states(List<String> runs) {
    return runs.stream().map(world::state).toList();
  }
}
