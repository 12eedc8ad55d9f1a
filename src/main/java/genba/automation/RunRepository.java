package genba.automation;

import static genba.automation.Rows.at;
import static genba.automation.Rows.atOrNull;

import genba.automation.Runs.Handwork;
import genba.automation.Runs.Priority;
import genba.automation.Runs.Run;
import genba.automation.Runs.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Runs. A state changes only by {@link #move}, which compares and sets. */
@Repository
class RunRepository {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;

  RunRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException where the request key has its run already
   */
  void insert(
      String id,
      String automationId,
      Trigger trigger,
      String requestedBy,
      String requestKey,
      Map<String, String> input,
      String system,
      String bot,
      Priority priority,
      Instant now) {
    jdbc.sql(
            """
            insert into run (id, automation_id, trigger_kind, requested_by, request_key, input, bot_system, bot, priority,
              state, requested_at, start_attempts, items_done, items_rejected, items_not_reached, poll_count)
            values (:id, :automation, :trigger, :by, :key, :input, :system, :bot, :priority,
              'REQUESTED', :now, 0, 0, 0, 0, 0)
            """)
        .param("id", id)
        .param("automation", automationId)
        .param("trigger", trigger.name())
        .param("by", requestedBy)
        .param("key", requestKey)
        .param("input", JSON.writeValueAsString(input))
        .param("system", system)
        .param("bot", bot)
        .param("priority", priority.name())
        .param("now", at(now))
        .update();
    record(id, new RunEvent(now, RunState.REQUESTED, requestedBy, ""));
  }

  Optional<RunRow> find(String id) {
    return jdbc.sql("select * from run where id = :id")
        .param("id", id)
        .query(RunRepository::row)
        .optional();
  }

  /** The run, locked until the transaction ends. */
  Optional<RunRow> lock(String id) {
    return jdbc.sql("select * from run where id = :id for update")
        .param("id", id)
        .query(RunRepository::row)
        .optional();
  }

  Optional<RunRow> findByKey(String requestKey) {
    return jdbc.sql("select * from run where request_key = :key")
        .param("key", requestKey)
        .query(RunRepository::row)
        .optional();
  }

  List<RunRow> ofAutomation(String automationId, int limit) {
    return jdbc.sql(
            "select * from run where automation_id = :id order by requested_at desc, id desc limit"
                + " :limit")
        .param("id", automationId)
        .param("limit", limit)
        .query(RunRepository::row)
        .list();
  }

  List<RunRow> ofImprovement(String improvementId, int limit) {
    return jdbc.sql(
            """
            select r.* from run r join automation a on a.id = r.automation_id
            where a.improvement_id = :id order by r.requested_at desc, r.id desc limit :limit
            """)
        .param("id", improvementId)
        .param("limit", limit)
        .query(RunRepository::row)
        .list();
  }

  List<RunRow> latest(int limit) {
    return jdbc.sql("select * from run order by requested_at desc, id desc limit :limit")
        .param("limit", limit)
        .query(RunRepository::row)
        .list();
  }

  /** The newest run of every automation that has one. */
  List<RunRow> newestOfEach() {
    return jdbc.sql(
            """
            select * from run r where not exists (
              select 1 from run n where n.automation_id = r.automation_id
                and (n.requested_at > r.requested_at or (n.requested_at = r.requested_at and n.id > r.id)))
            """)
        .query(RunRepository::row)
        .list();
  }

  /** A run of the automation that has not ended yet. */
  Optional<RunRow> unfinished(String automationId) {
    return jdbc.sql(
            """
            select * from run where automation_id = :id and state in ('REQUESTED', 'ACCEPTED', 'RUNNING')
            order by requested_at desc, id desc limit 1
            """)
        .param("id", automationId)
        .query(RunRepository::row)
        .optional();
  }

  /**
   * Writes the run's new state with its moments and counts, and the timeline's line.
   *
   * @param next the run as it is after the move
   * @return false where the run is not in the expected state any more; then nothing was written
   * @throws IllegalStateException where the move is not a legal one
   */
  boolean move(
      RunState from,
      Run next,
      @Nullable Instant nextPollAt,
      Instant now,
      String actor,
      String detail) {
    if (!from.canBecome(next.state())) {
      throw new IllegalStateException(
          "Run %s cannot go from %s to %s".formatted(next.id(), from, next.state()));
    }
    int rows =
        jdbc.sql(
                """
                update run set state = :to, accepted_at = :accepted, running_at = :running, ended_at = :ended,
                  deadline = :deadline, items_done = :done, items_rejected = :rejected,
                  items_not_reached = :notReached, message = :message, next_poll_at = :nextPoll, unknown_since = null,
                  pending_since = null, unclear_since = null
                where id = :id and state = :from
                """)
            .param("to", next.state().name())
            .param("accepted", atOrNull(next.acceptedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("running", atOrNull(next.runningAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("ended", atOrNull(next.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("deadline", atOrNull(next.deadline()), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("done", next.itemsDone())
            .param("rejected", next.itemsRejected())
            .param("notReached", next.itemsNotReached())
            .param("message", next.message(), Types.VARCHAR)
            .param("nextPoll", atOrNull(nextPollAt), Types.TIMESTAMP_WITH_TIMEZONE)
            .param("id", next.id())
            .param("from", from.name())
            .update();
    if (rows == 1) {
      record(next.id(), new RunEvent(now, next.state(), actor, detail));
    }
    return rows == 1;
  }

  /**
   * Notes that a start goes out. Returns false where the run was started, stopped or tried by
   * another meanwhile.
   */
  boolean attemptStart(String id, int attemptsSeen, long processInstanceKey) {
    return jdbc.sql(
                """
                update run set start_attempts = start_attempts + 1, process_instance_key = :process
                where id = :id and state = 'REQUESTED' and start_attempts = :seen
                """)
            .param("process", processInstanceKey)
            .param("id", id)
            .param("seen", attemptsSeen)
            .update()
        == 1;
  }

  /** Takes a start back that certainly reached nobody: the next one need not look for it. */
  void forgetAttempt(String id, int attempts) {
    jdbc.sql(
            """
            update run set start_attempts = start_attempts - 1
            where id = :id and state = 'REQUESTED' and start_attempts = :attempts
            """)
        .param("id", id)
        .param("attempts", attempts)
        .update();
  }

  /** Has the poller stop the run at its next look, which is now. */
  boolean requestCancel(String id, String userId, Instant now) {
    return jdbc.sql(
                """
                update run set cancel_requested_by = :by, next_poll_at = :now
                where id = :id and state in ('ACCEPTED', 'RUNNING') and cancel_requested_by is null
                """)
            .param("by", userId)
            .param("now", at(now))
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * Runs that nobody has started: their process never began or stands still at the start, or they
   * wait for a place and nobody gives them up.
   */
  List<RunRow> stuckBefore(Instant then, Instant queuedBefore, int limit) {
    return jdbc.sql(
            """
            select * from run
            where state = 'REQUESTED' and (
              coalesce(placed_at, requested_at) < :then and (placed_at is not null or queued_at is null)
              or queued_at < :queuedBefore and placed_at is null)
            order by requested_at, id limit :limit
            """)
        .param("then", at(then))
        .param("queuedBefore", at(queuedBefore))
        .param("limit", limit)
        .query(RunRepository::row)
        .list();
  }

  /** Ids of runs that ended and whose gain nobody has written. */
  List<String> unsettledBefore(Instant then, int limit) {
    return jdbc.sql(
            """
            select id from run
            where settled_at is null and ended_at < :then
              and state in ('SUCCEEDED', 'FAILED', 'REJECTED', 'CANCELLED', 'TIMED_OUT', 'BY_HAND')
            order by ended_at, id limit :limit
            """)
        .param("then", at(then))
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  /** Runs of the automation that have not ended. */
  List<RunRow> goingOn(String automationId) {
    return jdbc.sql(
            """
            select * from run where automation_id = :id and state in ('REQUESTED', 'ACCEPTED', 'RUNNING')
            order by requested_at, id
            """)
        .param("id", automationId)
        .query(RunRepository::row)
        .list();
  }

  /** Notes that the run's gain is written. Returns false where that was noted before. */
  boolean settle(String id, Instant now) {
    return jdbc.sql("update run set settled_at = :now where id = :id and settled_at is null")
            .param("now", at(now))
            .param("id", id)
            .update()
        == 1;
  }

  /** Notes what people did. Returns false where that was noted before. */
  boolean handwork(String id, Handwork handwork) {
    return jdbc.sql(
                """
                update run set hand_by = :by, hand_at = :at, hand_items = :items, hand_minutes = :minutes,
                  hand_note = :note
                where id = :id and hand_at is null
                """)
            .param("by", handwork.by())
            .param("at", at(handwork.at()))
            .param("items", handwork.items())
            .param("minutes", handwork.minutes())
            .param("note", Rows.shortened(handwork.note(), 1000))
            .param("id", id)
            .update()
        == 1;
  }

  void record(String runId, RunEvent event) {
    jdbc.sql(
            """
            insert into run_event (run_id, happened_at, state, actor, detail)
            values (:id, :at, :state, :actor, :detail)
            """)
        .param("id", runId)
        .param("at", at(event.at()))
        .param("state", event.state().name())
        .param("actor", event.actor())
        .param("detail", Rows.shortened(event.detail(), 1000))
        .update();
  }

  List<RunEvent> events(String runId) {
    return jdbc.sql("select * from run_event where run_id = :id order by id")
        .param("id", runId)
        .query(
            (row, number) ->
                new RunEvent(
                    Rows.instant(row, "happened_at"),
                    RunState.valueOf(row.getString("state")),
                    row.getString("actor"),
                    row.getString("detail")))
        .list();
  }

  static RunRow row(ResultSet row, int number) throws SQLException {
    Instant handAt = Rows.instantOrNull(row, "hand_at");
    Handwork handwork =
        handAt == null
            ? null
            : new Handwork(
                row.getString("hand_by"),
                handAt,
                row.getInt("hand_items"),
                row.getInt("hand_minutes"),
                row.getString("hand_note"));
    var run =
        new Run(
            row.getString("id"),
            row.getString("automation_id"),
            Trigger.valueOf(row.getString("trigger_kind")),
            row.getString("requested_by"),
            RunState.valueOf(row.getString("state")),
            Rows.instant(row, "requested_at"),
            Rows.instantOrNull(row, "accepted_at"),
            Rows.instantOrNull(row, "running_at"),
            Rows.instantOrNull(row, "ended_at"),
            Rows.instantOrNull(row, "deadline"),
            row.getInt("items_done"),
            row.getInt("items_rejected"),
            row.getInt("items_not_reached"),
            row.getString("message"),
            Rows.longOrNull(row, "process_instance_key"),
            handwork);
    return new RunRow(
        run,
        JSON.readValue(row.getString("input"), TEXTS),
        Objects.requireNonNullElse(row.getString("bot_system"), ""),
        Objects.requireNonNullElse(row.getString("bot"), ""),
        Priority.valueOf(row.getString("priority")),
        row.getInt("start_attempts"),
        Rows.instantOrNull(row, "next_poll_at"),
        row.getInt("poll_count"),
        Rows.instantOrNull(row, "unknown_since"),
        row.getString("cancel_requested_by"),
        row.getObject("settled_at") != null,
        Rows.instantOrNull(row, "queued_at"),
        Rows.instantOrNull(row, "placed_at"),
        row.getString("bot_key"),
        row.getString("key_hint"),
        Rows.instantOrNull(row, "pending_since"),
        Rows.instantOrNull(row, "unclear_since"));
  }
}
