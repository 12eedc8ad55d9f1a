package genba.automation;

import static genba.automation.Rows.at;
import static genba.automation.Rows.atOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** What became of the times that schedules named, and when nobody looked at them. */
@Repository
class ScheduleRepository {

  enum Outcome {
    FIRED,
    SKIPPED,
    MISSED,
    REFUSED
  }

  /** Why a time had its outcome; {@code TOGETHER}: another run does its work too. */
  enum Reason {
    ON_TIME,
    MADE_UP,
    DAY_OFF,
    PAUSED,
    TRIAL,
    PREVIOUS_RUN,
    DOWN,
    TOGETHER,
    REFUSED
  }

  record Outage(Instant from, Instant to) {}

  /**
   * @param meant the date of the rule; another than the time's where a day off moved it
   * @param detail the refusal's sentence, else empty
   * @param run the run that was started or that was in the way
   */
  public record Event(
      Instant due,
      LocalDate meant,
      Instant noted,
      Outcome outcome,
      Reason reason,
      String detail,
      @Nullable String run,
      @Nullable Outage outage) {}

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  ScheduleRepository(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Notes that a replica looks at the schedules. Where none has for longer than the gap, that is
   * kept as an outage.
   */
  void seen(Instant now, Duration gap) {
    transactions.executeWithoutResult(
        _ -> {
          Optional<Instant> before =
              jdbc.sql("select seen_at from automation_schedule_watch where id = 1 for update")
                  .query((row, number) -> Rows.instant(row, "seen_at"))
                  .optional();
          if (before.isPresent() && before.get().plus(gap).isBefore(now)) {
            jdbc.sql(
                    "insert into automation_schedule_outage (started_at, ended_at) values (:from,"
                        + " :to)")
                .param("from", at(before.get()))
                .param("to", at(now))
                .update();
          }
          String write =
              before.isPresent()
                  ? "update automation_schedule_watch set seen_at = :now where id = 1"
                  : "insert into automation_schedule_watch (id, seen_at) values (1, :now)";
          jdbc.sql(write).param("now", at(now)).update();
        });
  }

  /** The outage that a moment falls into. */
  Optional<Outage> outage(Instant at) {
    return jdbc.sql(
            """
            select * from automation_schedule_outage where started_at <= :at and ended_at >= :at
            order by id desc limit 1
            """)
        .param("at", at(at))
        .query(
            (row, number) ->
                new Outage(Rows.instant(row, "started_at"), Rows.instant(row, "ended_at")))
        .optional();
  }

  /** Due times up to a moment are dealt with, unless somebody changed the schedule meanwhile. */
  void dealtWith(String automationId, Instant seen, Instant now) {
    jdbc.sql(
            "update automation set schedule_since = :now where id = :id and schedule_since = :seen")
        .param("now", at(now))
        .param("id", automationId)
        .param("seen", at(seen))
        .update();
  }

  /** Keeps what became of a time. That it started a run is never overwritten. */
  void note(String automationId, Event event) {
    try {
      write(
          """
          insert into automation_schedule_event
            (automation_id, due_at, meant_on, noted_at, outcome, reason, detail, run_id, down_from, down_to)
          values (:id, :due, :meant, :noted, :outcome, :reason, :detail, :run, :from, :to)
          """,
          automationId,
          event);
    } catch (DuplicateKeyException notedBefore) {
      write(
          """
          update automation_schedule_event set meant_on = :meant, noted_at = :noted, outcome = :outcome,
            reason = :reason, detail = :detail, run_id = :run, down_from = :from, down_to = :to
          where automation_id = :id and due_at = :due and outcome <> 'FIRED'
          """,
          automationId,
          event);
    }
  }

  private void write(String sql, String automationId, Event event) {
    Outage outage = event.outage();
    jdbc.sql(sql)
        .param("id", automationId)
        .param("due", at(event.due()))
        .param("meant", event.meant())
        .param("noted", at(event.noted()))
        .param("outcome", event.outcome().name())
        .param("reason", event.reason().name())
        .param("detail", Rows.shortened(event.detail(), 500))
        .param("run", event.run(), Types.VARCHAR)
        .param(
            "from", atOrNull(outage == null ? null : outage.from()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("to", atOrNull(outage == null ? null : outage.to()), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }

  /** The latest times first, at most so many. */
  List<Event> events(String automationId, int limit) {
    return jdbc.sql(
            """
            select * from automation_schedule_event where automation_id = :id order by due_at desc limit :limit
            """)
        .param("id", automationId)
        .param("limit", limit)
        .query(ScheduleRepository::event)
        .list();
  }

  private static Event event(ResultSet row, int number) throws SQLException {
    Instant from = Rows.instantOrNull(row, "down_from");
    Instant to = Rows.instantOrNull(row, "down_to");
    return new Event(
        Rows.instant(row, "due_at"),
        row.getObject("meant_on", LocalDate.class),
        Rows.instant(row, "noted_at"),
        Outcome.valueOf(row.getString("outcome")),
        Reason.valueOf(row.getString("reason")),
        row.getString("detail"),
        row.getString("run_id"),
        from == null || to == null ? null : new Outage(from, to));
  }
}
