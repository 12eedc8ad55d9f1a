package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.automation.Automations.Automation;
import genba.automation.Schedule.DayOff;
import genba.automation.Schedule.MissedRule;
import genba.automation.ScheduleData.Days;
import genba.automation.ScheduleRepository.Event;
import genba.automation.ScheduleRepository.Outcome;
import genba.automation.ScheduleRepository.Reason;
import genba.testing.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock that starts runs: on time, after an outage, and when it jumps. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class RunScheduleTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

  @Parameter private TestDatabase database;

  private DataSource dataSource;
  private AutomationWorld world;
  private Automation automation;

  @BeforeEach
  void city() {
    dataSource = database.migrated();
    world = new AutomationWorld(dataSource);
    at(DAY, 1, 0);
    automation = world.live();
  }

  private void at(LocalDate day, int hour, int minute) {
    world.clock.is(day, hour, minute);
  }

  private void look(LocalDate day, int hour, int minute) {
    at(day, hour, minute);
    world.schedule.startDue();
  }

  private void daily(@Nullable MissedRule missed, @Nullable Integer hours, String... times) {
    set(Days.EVERY_DAY, DayOff.RUN, missed, hours, times);
  }

  private void set(
      Days days,
      DayOff dayOff,
      @Nullable MissedRule missed,
      @Nullable Integer hours,
      String... times) {
    world.schedules.set(
        automation.id(),
        "leader-0310",
        new ScheduleData(
            List.of(times), days, null, null, null, dayOff, null, null, missed, hours));
    world.schedule.startDue();
  }

  private int runs() {
    return world.requests.latest(100).size();
  }

  /** The bot is done with what was started so far. */
  private void done() {
    for (Runs.Run run : world.requests.latest(100)) {
      if (!run.state().isFinal()) {
        world.life.end(
            world.runs.find(run.id()).orElseThrow(),
            RunState.CANCELLED,
            null,
            null,
            RunEvent.HUB,
            false);
      }
    }
  }

  private List<Reason> reasons() {
    return world.scheduleEvents.events(automation.id(), 100).stream().map(Event::reason).toList();
  }

  private Event latest() {
    return world.scheduleEvents.events(automation.id(), 1).getFirst();
  }

  @Test
  void aTimeStartsOneRunHoweverManyReplicasLook() throws Exception {
    daily(null, null, "02:00");
    look(DAY, 1, 59);
    assertThat(runs()).isZero();
    at(DAY, 2, 0);
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Object> replica =
          () -> {
            world.schedule.startDue();
            return "";
          };
      for (var each : threads.invokeAll(List.of(replica, replica, replica, replica))) {
        each.get();
      }
    }
    look(DAY, 9, 0);
    assertThat(runs()).isEqualTo(1);
    assertThat(world.messages).hasSize(1);
    assertThat(latest().outcome()).isEqualTo(Outcome.FIRED);
    assertThat(latest().reason()).isEqualTo(Reason.ON_TIME);
    assertThat(latest().run()).isEqualTo(world.requests.latest(1).getFirst().id());
  }

  @Test
  void aTimeThatHadPassedWhenItWasSetWaitsForTomorrow() {
    at(DAY, 10, 0);
    daily(null, null, "02:00");
    look(DAY, 23, 0);
    assertThat(runs()).isZero();
    look(DAY.plusDays(1), 2, 1);
    assertThat(runs()).isEqualTo(1);
    done();
    world.schedules.set(automation.id(), "leader-0310", null);
    look(DAY.plusDays(2), 2, 1);
    assertThat(runs()).isEqualTo(1);
    assertThat(world.automations.events(automation.id()).getFirst().detail()).isEmpty();
    assertThat(world.automations.events(automation.id()).get(1).detail())
        .isEqualTo("毎日 02:00（閉庁日も実行）");
  }

  @Test
  void aPausedAutomationSaysSoAndMakesNothingUp() {
    daily(null, null, "02:00");
    world.service.pause(automation.id(), "leader-0310");
    look(DAY, 2, 0);
    at(DAY, 3, 0);
    world.service.resume(automation.id(), "leader-0310");
    world.schedule.startDue();
    assertThat(runs()).isZero();
    assertThat(latest().outcome()).isEqualTo(Outcome.SKIPPED);
    assertThat(latest().reason()).isEqualTo(Reason.PAUSED);
    look(DAY.plusDays(1), 2, 0);
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  void whatCameUpInTheLastMomentIsSettledByTheStateItWasIn() {
    daily(null, null, "02:00");
    at(DAY, 2, 0);
    world.service.pause(automation.id(), "leader-0310");
    assertThat(runs()).isEqualTo(1);
    at(DAY.plusDays(1), 2, 0);
    world.service.resume(automation.id(), "leader-0310");
    assertThat(runs()).isEqualTo(1);
    assertThat(reasons()).containsExactly(Reason.PAUSED, Reason.ON_TIME);
  }

  @Test
  void aTimeIsLeftOutWhileTheRunBeforeGoesOn() {
    daily(null, null, "02:00", "03:00");
    look(DAY, 2, 0);
    look(DAY, 3, 0);
    assertThat(runs()).isEqualTo(1);
    assertThat(latest().reason()).isEqualTo(Reason.PREVIOUS_RUN);
    assertThat(latest().run()).isEqualTo(world.requests.latest(1).getFirst().id());
    done();
    look(DAY.plusDays(1), 2, 0);
    assertThat(runs()).isEqualTo(2);
  }

  @Test
  void aDayOffIsNamed() {
    set(Days.EVERY_DAY, DayOff.SKIP, null, null, "02:00");
    look(DAY, 2, 0);
    done();
    look(LocalDate.of(2026, 11, 28), 1, 59);
    look(LocalDate.of(2026, 11, 28), 2, 0);
    assertThat(latest().reason()).isEqualTo(Reason.DAY_OFF);
    assertThat(latest().meant()).isEqualTo(LocalDate.of(2026, 11, 28));
  }

  @Test
  void aTimeMissedTheSameDayIsMadeUpForOnce() {
    daily(null, null, "02:00", "03:00");
    look(DAY, 1, 30);
    look(DAY, 7, 30);
    assertThat(runs()).isEqualTo(1);
    assertThat(reasons()).containsExactly(Reason.MADE_UP, Reason.TOGETHER);
    Event madeUp = latest();
    assertThat(LocalDateTime.ofInstant(madeUp.due(), AutomationWorld.TOKYO))
        .isEqualTo(DAY.atTime(3, 0));
    assertThat(madeUp.outage()).isNotNull();
    assertThat(LocalDateTime.ofInstant(madeUp.outage().from(), AutomationWorld.TOKYO))
        .isEqualTo(DAY.atTime(1, 30));
    assertThat(LocalDateTime.ofInstant(madeUp.outage().to(), AutomationWorld.TOKYO))
        .isEqualTo(DAY.atTime(7, 30));
  }

  @Test
  void aTimeMissedTheDayBeforeIsNot() {
    daily(null, null, "23:00");
    look(DAY, 22, 0);
    look(DAY.plusDays(1), 0, 30);
    assertThat(runs()).isZero();
    assertThat(latest().outcome()).isEqualTo(Outcome.MISSED);
    assertThat(latest().reason()).isEqualTo(Reason.DOWN);
    assertThat(latest().outage()).isNotNull();
  }

  @Test
  void aRestartIsNoOutage() {
    daily(MissedRule.SKIP, null, "02:00");
    look(DAY, 1, 59);
    look(DAY, 2, 4);
    assertThat(runs()).isEqualTo(1);
    assertThat(latest().reason()).isEqualTo(Reason.ON_TIME);
  }

  @Test
  void aTimeMissedIsMadeUpForWithinItsHours() {
    daily(MissedRule.ONCE_WITHIN, 6, "20:00");
    look(DAY, 19, 0);
    look(DAY.plusDays(1), 1, 59);
    assertThat(runs()).as("5 h 59 min later").isEqualTo(1);
    done();
    look(DAY.plusDays(1), 19, 0);
    look(DAY.plusDays(2), 2, 0);
    assertThat(runs()).as("6 h later").isEqualTo(1);
    assertThat(latest().reason()).isEqualTo(Reason.DOWN);
  }

  @Test
  void missedTimesAreLeftOutOrAllMadeUpForWhereTheScheduleSaysSo() {
    daily(MissedRule.SKIP, null, "02:00");
    look(DAY, 1, 30);
    look(DAY.plusDays(2), 9, 0);
    assertThat(runs()).isZero();
    assertThat(reasons()).containsExactly(Reason.DOWN, Reason.DOWN, Reason.DOWN);

    daily(MissedRule.EACH, null, "02:00");
    look(DAY.plusDays(5), 9, 0);
    assertThat(runs()).isEqualTo(3);
    assertThat(reasons()).startsWith(Reason.MADE_UP, Reason.MADE_UP, Reason.MADE_UP);
  }

  @Test
  void aLongOutageIsLookedBackAtOnlySoFar() {
    daily(MissedRule.EACH, null, "02:00", "03:00");
    look(DAY, 1, 30);
    look(DAY.plusDays(300), 9, 0);
    assertThat(runs()).isEqualTo(RunSchedule.LOOK_BACK);
  }

  @Test
  void aRunOnTimeMakesUpForWhatWasMissed() {
    daily(null, null, "02:00", "03:00");
    look(DAY, 1, 30);
    look(DAY, 3, 1);
    assertThat(runs()).isEqualTo(1);
    assertThat(reasons()).containsExactly(Reason.ON_TIME, Reason.TOGETHER);
  }

  @Test
  void aClockSetBackStartsNothingTwice() {
    daily(null, null, "02:00");
    look(DAY, 2, 0);
    done();
    look(DAY, 1, 55);
    look(DAY, 2, 0);
    look(DAY, 2, 1);
    assertThat(runs()).isEqualTo(1);
    assertThat(reasons()).containsExactly(Reason.ON_TIME);
  }

  @Test
  void aClockThatWasAYearAheadForAMomentStopsNothing() {
    daily(null, null, "02:00");
    look(DAY.plusYears(1), 1, 0);
    look(DAY, 1, 1);
    look(DAY, 2, 0);
    assertThat(runs()).isEqualTo(1);
    assertThat(world.scheduleEvents.events(automation.id(), 100))
        .filteredOn(event -> event.outcome() == Outcome.FIRED)
        .hasSize(1);
  }

  @Test
  void theYearsEndAndTheFiscalYearsEndArePassed() {
    at(LocalDate.of(2026, 12, 27), 12, 0);
    set(Days.WORKING_DAYS, DayOff.RUN, null, null, "02:00");
    for (LocalDate day = LocalDate.of(2026, 12, 28);
        day.isBefore(LocalDate.of(2027, 1, 7));
        day = day.plusDays(1)) {
      look(day, 2, 0);
      done();
    }
    assertThat(runs()).as("28 December, 4, 5 and 6 January").isEqualTo(4);
    at(LocalDate.of(2027, 3, 30), 12, 0);
    world.schedule.startDue();
    done();
    int before = runs();
    set(Days.FISCAL_YEAR_START, DayOff.RUN, null, null, "02:00");
    look(LocalDate.of(2027, 3, 31), 2, 0);
    look(LocalDate.of(2027, 4, 1), 2, 0);
    look(LocalDate.of(2027, 4, 2), 2, 0);
    assertThat(runs() - before).isEqualTo(1);
  }

  @Test
  void aScheduleThatNeverComesUpIsRefused() {
    assertThatThrownBy(
            () ->
                world.schedules.set(
                    automation.id(),
                    "leader-0310",
                    new ScheduleData(
                        List.of("9:00"),
                        Days.YEARLY,
                        3,
                        null,
                        1,
                        DayOff.SKIP,
                        null,
                        null,
                        null,
                        null)))
        .hasMessageContaining("実行される日がありません");
    world.service.retire(automation.id());
    assertThatThrownBy(() -> world.schedules.changeable(automation.id(), "leader-0310"))
        .hasMessageContaining("廃止");
  }

  @Test
  void aDailyTimeOfBeforeRunsOn() {
    DataSource old = database.empty();
    Flyway.configure().dataSource(old).target("50").load().migrate();
    var jdbc = TestDatabase.client(old);
    var before = DAY.minusDays(1).atTime(2, 0).atZone(AutomationWorld.TOKYO).toOffsetDateTime();
    jdbc.sql(
            """
            insert into automation (id, registration_key, improvement_id, department_code, name, tool, bot_system,
              bot, data_class, baseline_seconds, residual_seconds, state, registered_at, run_at, schedule_since)
            values ('a', 'a', 'i', '0310', 'A', 'RPA', 'robot-framework', 'b', 'INTERNAL', 1, 0, 'LIVE', :at,
              time '02:30:00', :at)
            """)
        .param("at", before.minus(Duration.ofDays(30)))
        .update();
    jdbc.sql(
            """
            insert into run (id, automation_id, trigger_kind, requested_by, request_key, input, state, requested_at,
              start_attempts, items_done, items_rejected, items_not_reached, poll_count)
            values ('r', 'a', 'SCHEDULE', 'a', 'k', '{}', 'SUCCEEDED', :at, 1, 0, 0, 0, 0)
            """)
        .param("at", before.plusMinutes(30))
        .update();
    Flyway.configure().dataSource(old).load().migrate();

    var after = new AutomationWorld(old);
    after.clock.is(DAY, 2, 31);
    after.schedule.startDue();
    assertThat(after.requests.latest(10)).hasSize(2);
    assertThat(after.automations.find("a").orElseThrow().schedule())
        .isEqualTo(
            new ScheduleData(
                    List.of("02:30"),
                    Days.EVERY_DAY,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null)
                .schedule());
  }
}
