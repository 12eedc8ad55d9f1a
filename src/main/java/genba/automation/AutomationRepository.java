package genba.automation;

import static genba.automation.Rows.at;

import genba.automation.Automations.Automation;
import genba.automation.Automations.NewAutomation;
import genba.automation.Automations.State;
import genba.automation.Runs.Priority;
import genba.directory.DataClass;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Automations and what people did with them. */
@Repository
class AutomationRepository {

  /**
   * An automation with its schedule and the priority of its runs.
   *
   * @param scheduleSince due times up to this moment are dealt with
   */
  public record Row(
      Automation automation,
      Priority priority,
      Instant registeredAt,
      @Nullable Schedule schedule,
      @Nullable Instant scheduleSince) {

    public String id() {
      return automation.id();
    }

    public NewAutomation content() {
      return automation.content();
    }

    public State state() {
      return automation.state();
    }
  }

  /** Something a person did with an automation. */
  public record Event(Instant at, String actor, String what, String detail) {}

  /** Counts over an automation's runs that were real work and were not stopped by a person. */
  record Tally(String automationId, int succeeded, int ended) {}

  private final JdbcClient jdbc;

  AutomationRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException where the registration key has its
   *     automation already
   */
  void insert(String id, String registrationKey, NewAutomation content, Instant now) {
    jdbc.sql(
            """
            insert into automation (id, registration_key, improvement_id, department_code, name, tool, bot_system, bot,
              data_class, baseline_seconds, residual_seconds, state, registered_at)
            values (:id, :key, :improvement, :department, :name, :tool, :system, :bot,
              :dataClass, :baseline, :residual, :state, :now)
            """)
        .param("id", id)
        .param("key", registrationKey)
        .param("improvement", content.improvementId())
        .param("department", content.departmentCode())
        .param("name", Rows.shortened(content.name(), 200))
        .param("tool", content.tool())
        .param("system", content.system(), Types.VARCHAR)
        .param("bot", content.bot(), Types.VARCHAR)
        .param("dataClass", content.dataClass().name())
        .param("baseline", content.baselineSeconds())
        .param("residual", content.residualSeconds())
        .param("state", State.TRIAL.name())
        .param("now", at(now))
        .update();
  }

  Optional<Row> find(String id) {
    return jdbc.sql("select * from automation where id = :id")
        .param("id", id)
        .query(AutomationRepository::row)
        .optional();
  }

  /**
   * The automation, locked until the transaction ends: two decisions about it follow each other.
   */
  Optional<Row> lock(String id) {
    return jdbc.sql("select * from automation where id = :id for update")
        .param("id", id)
        .query(AutomationRepository::row)
        .optional();
  }

  Optional<Row> findByKey(String registrationKey) {
    return jdbc.sql("select * from automation where registration_key = :key")
        .param("key", registrationKey)
        .query(AutomationRepository::row)
        .optional();
  }

  List<Row> ofImprovement(String improvementId) {
    return jdbc.sql(
            "select * from automation where improvement_id = :id order by registered_at, id")
        .param("id", improvementId)
        .query(AutomationRepository::row)
        .list();
  }

  List<Row> all() {
    return jdbc.sql("select * from automation order by department_code, name, id")
        .query(AutomationRepository::row)
        .list();
  }

  /**
   * Moves the state where it still is the expected one. Returns false where somebody was faster.
   */
  boolean move(String id, State from, State to, Instant now) {
    return jdbc.sql(
                """
                update automation set state = :to, schedule_since = :now where id = :id and state = :from
                """)
            .param("to", to.name())
            .param("now", at(now))
            .param("id", id)
            .param("from", from.name())
            .update()
        == 1;
  }

  /** Times up to now are not due any more: setting 02:00 at noon starts nothing at noon. */
  void schedule(String id, @Nullable Schedule schedule, Instant now) {
    jdbc.sql("update automation set schedule = :schedule, schedule_since = :now where id = :id")
        .param("schedule", schedule == null ? null : ScheduleData.write(schedule), Types.VARCHAR)
        .param("now", at(now))
        .param("id", id)
        .update();
  }

  void prioritise(String id, Priority priority) {
    jdbc.sql("update automation set priority = :priority where id = :id")
        .param("priority", priority.name())
        .param("id", id)
        .update();
  }

  /** Automations that may run by themselves, now or after a pause. */
  List<Row> scheduled() {
    return jdbc.sql(
            """
            select * from automation
            where schedule is not null and bot_system is not null and state <> 'RETIRED' order by id
            """)
        .query(AutomationRepository::row)
        .list();
  }

  void record(String automationId, Event event) {
    jdbc.sql(
            """
            insert into automation_event (automation_id, happened_at, actor, what, detail)
            values (:id, :at, :actor, :what, :detail)
            """)
        .param("id", automationId)
        .param("at", at(event.at()))
        .param("actor", event.actor())
        .param("what", event.what())
        .param("detail", Rows.shortened(event.detail(), 500))
        .update();
  }

  List<Event> events(String automationId) {
    return jdbc.sql("select * from automation_event where automation_id = :id order by id desc")
        .param("id", automationId)
        .query(
            (row, number) ->
                new Event(
                    Rows.instant(row, "happened_at"),
                    row.getString("actor"),
                    row.getString("what"),
                    row.getString("detail")))
        .list();
  }

  List<Tally> tallies() {
    return jdbc.sql(
            """
            select automation_id,
              sum(case when state = 'SUCCEEDED' then 1 else 0 end) as succeeded, count(*) as ended
            from run
            where trigger_kind <> 'TRIAL' and state in ('SUCCEEDED', 'FAILED', 'REJECTED', 'TIMED_OUT', 'BY_HAND')
            group by automation_id
            """)
        .query(
            (row, number) ->
                new Tally(
                    row.getString("automation_id"), row.getInt("succeeded"), row.getInt("ended")))
        .list();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var content =
        new NewAutomation(
            row.getString("improvement_id"),
            row.getString("department_code"),
            row.getString("name"),
            row.getString("tool"),
            row.getString("bot_system"),
            row.getString("bot"),
            DataClass.valueOf(row.getString("data_class")),
            row.getLong("baseline_seconds"),
            row.getLong("residual_seconds"));
    String schedule = row.getString("schedule");
    return new Row(
        new Automation(row.getString("id"), content, State.valueOf(row.getString("state"))),
        Priority.valueOf(row.getString("priority")),
        Rows.instant(row, "registered_at"),
        schedule == null ? null : ScheduleData.read(schedule),
        Rows.instantOrNull(row, "schedule_since"));
  }
}
