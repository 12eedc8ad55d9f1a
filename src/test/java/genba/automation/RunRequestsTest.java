package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.automation.AutomationRefused.Reason;
import genba.automation.Automations.Automation;
import genba.automation.Automations.State;
import genba.directory.DataClass;
import genba.engine.EngineMessage;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class RunRequestsTest {

  @Parameter private TestDatabase database;

  private AutomationWorld world;

  @BeforeEach
  void city() {
    world = new AutomationWorld(database.migrated());
  }

  @Test
  void registeringAgainGivesTheSameAutomation() {
    var content = AutomationWorld.content("0310", DataClass.INTERNAL);
    Automation first = world.service.register("improvement-1:1", content);

    assertThat(world.service.register("improvement-1:1", content)).isEqualTo(first);
    assertThat(first.content()).isEqualTo(content);
    assertThat(world.service.ofImprovement("improvement-1")).containsExactly(first);
  }

  @Test
  void dataThatAConnectorMayNotCarryIsRefused() {
    assertRefused(
        Reason.INVALID,
        "「Robot Framework」では「特定個人情報」のデータを扱えません。扱えるデータ区分は、公開、庁内、個人情報です。",
        () ->
            world.service.register(
                "k", AutomationWorld.content("0310", DataClass.SPECIFIC_PERSONAL)));
    assertThat(world.service.whyNot("robot-framework", DataClass.PERSONAL)).isEmpty();
    assertThat(world.service.whyNot("abacus", DataClass.PUBLIC))
        .get()
        .asString()
        .contains("abacus");
    assertThat(world.service.whyNot("broken", DataClass.PUBLIC))
        .get()
        .asString()
        .contains("line 7");
    assertThat(world.automations.all()).isEmpty();
  }

  @Test
  void aClickIsOneRunHoweverOftenItArrives() throws Exception {
    Automation automation = world.live();
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<String> click =
          () -> world.requests.manual(automation.id(), "staff-0310", "form-1").id();
      var ids = threads.invokeAll(List.of(click, click, click, click));
      assertThat(ids).extracting(id -> id.get()).containsOnly(ids.getFirst().get());
    }
    assertThat(world.messages).hasSize(1);
    EngineMessage message = world.messages.getFirst();
    String run = world.requests.latest(10).getFirst().id();
    assertThat(message.name()).isEqualTo("run-requested");
    assertThat(message.messageId()).isEqualTo(run);
    assertThat(message.variables()).containsEntry("runId", run).containsEntry("trial", false);
  }

  @Test
  void aSecondClickWaitsForTheFirstRun() {
    Automation automation = world.live();
    world.requests.manual(automation.id(), "staff-0310", "form-1");

    assertRefused(
        Reason.WRONG_STATE,
        "前回の実行がまだ終わっていません。終わってから実行してください。",
        () -> world.requests.manual(automation.id(), "leader-0310", "form-2"));
  }

  @Test
  void anApiRequestIsRepeatedUnderItsKey() {
    Automation automation = world.live();
    var input = Map.of("EXPORT", "2026-11.csv");
    var run = world.requests.api(automation.id(), "digital-0130", "a", input, null);

    assertThat(world.requests.api(automation.id(), "digital-0130", "a", input, null))
        .isEqualTo(run);
    assertThat(world.requests.api(automation.id(), "digital-0130", "b", input, null))
        .isNotEqualTo(run);
    assertThat(world.runs.find(run.id()).orElseThrow().input()).isEqualTo(input);
    assertThatThrownBy(
            () ->
                world.requests.api(automation.id(), "digital-0130", "c", Map.of("A B", "x"), null))
        .isInstanceOf(AutomationRefused.class);
    assertThatThrownBy(
            () ->
                world.requests.api(
                    automation.id(),
                    "digital-0130",
                    "c",
                    Collections.singletonMap("A", null),
                    null))
        .isInstanceOf(AutomationRefused.class);
    assertThatThrownBy(
            () -> world.requests.manual(automation.id(), "digital-0130", "k".repeat(101)))
        .isInstanceOf(AutomationRefused.class);
  }

  @Test
  void strangersMayNeitherRunNorStopNorPause() {
    Automation automation = world.live();
    String run = world.requests.manual(automation.id(), "staff-0310", "1").id();

    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> world.requests.manual(automation.id(), "staff-0990", "1"),
            () -> world.requests.cancel(run, "staff-0990"),
            () -> world.service.pause(automation.id(), "staff-0310"),
            () -> world.service.retire(automation.id(), "staff-0310"),
            () -> world.schedules.set(automation.id(), "staff-0310", null))) {
      assertThatExceptionOfType(AutomationRefused.class)
          .isThrownBy(attempt)
          .extracting(AutomationRefused::reason)
          .isEqualTo(Reason.NOT_ALLOWED);
    }
  }

  @Test
  void leadersChiefsAndTheDigitalOfficeDecide() {
    Automation automation = world.live();
    world.service.pause(automation.id(), "chief-0310");
    assertThatThrownBy(() -> world.requests.manual(automation.id(), "staff-0310", "1"))
        .hasMessageContaining("一時停止中");
    world.service.resume(automation.id(), "chief-03");
    world.service.pause(automation.id(), "digital-0130");
    world.service.retire(automation.id(), "leader-0310");
    world.service.retire(automation.id());

    assertThat(world.service.find(automation.id()).orElseThrow().state()).isEqualTo(State.RETIRED);
    assertThat(world.automations.events(automation.id()))
        .extracting(AutomationRepository.Event::what)
        .containsExactly("RETIRED", "PAUSED", "LIVE", "PAUSED", "LIVE", "TRIAL");
    assertThatThrownBy(() -> world.service.goLive(automation.id())).hasMessageContaining("廃止");
  }

  @Test
  void aStateMovesOnlyFromWhereItWasSeen() {
    String run = world.accepted();
    RunRow seen = world.runs.find(run).orElseThrow();
    assertThat(world.life.end(seen, RunState.SUCCEEDED, null, null, RunEvent.HUB, true)).isTrue();
    assertThat(world.life.end(seen, RunState.TIMED_OUT, null, null, RunEvent.HUB, true)).isFalse();

    assertThat(world.state(run)).isEqualTo(RunState.SUCCEEDED);
    RunRow after = world.runs.find(run).orElseThrow();
    assertThatThrownBy(() -> world.life.end(after, RunState.FAILED, null, null, RunEvent.HUB, true))
        .hasMessageContaining("cannot go from SUCCEEDED to FAILED");
    assertThat(world.messages)
        .extracting(EngineMessage::name)
        .containsExactly("run-requested", "run-ended");
  }

  @Test
  void oneOfSeveralPollersGetsALook() {
    world.accepted();
    world.clock.pass(Duration.ofSeconds(1));
    RunRow due = world.looks.due(world.clock.instant(), 10).getFirst();
    var lease = world.clock.instant().plusSeconds(120);

    assertThat(world.looks.claim(due, lease)).isTrue();
    assertThat(world.looks.claim(due, lease)).isFalse();
    assertThat(world.looks.due(world.clock.instant(), 10)).isEmpty();
    assertThat(world.looks.due(lease, 10)).as("the first one died").hasSize(1);
  }

  private static void assertRefused(Reason reason, String sentence, ThrowingCallable attempt) {
    assertThatExceptionOfType(AutomationRefused.class)
        .isThrownBy(attempt)
        .withMessage(sentence)
        .extracting(AutomationRefused::reason)
        .isEqualTo(reason);
  }
}
