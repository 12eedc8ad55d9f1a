package genba.automation;

import static genba.automation.Rows.at;
import static genba.automation.Rows.atOrNull;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When runs are looked at, and what a look leaves behind short of a new state. */
@Repository
class RunLooks {

  private final JdbcClient jdbc;

  RunLooks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Runs to look at now, the longest waiting first. */
  List<RunRow> due(Instant now, int limit) {
    return jdbc.sql(
            """
            select * from run where next_poll_at <= :now and state in ('ACCEPTED', 'RUNNING')
            order by next_poll_at, id limit :limit
            """)
        .param("now", at(now))
        .param("limit", limit)
        .query(RunRepository::row)
        .list();
  }

  /**
   * Takes the next look at a run for this replica: of several pollers one gets it. The lease brings
   * the run back should this replica die before it has looked.
   */
  boolean claim(RunRow seen, Instant leaseUntil) {
    return jdbc.sql(
                """
                update run set poll_count = poll_count + 1, next_poll_at = :lease
                where id = :id and poll_count = :seen and state in ('ACCEPTED', 'RUNNING')
                """)
            .param("lease", at(leaseUntil))
            .param("id", seen.id())
            .param("seen", seen.pollCount())
            .update()
        == 1;
  }

  /**
   * Sets the next look, and how far the bot is. A stop that was asked for during this look is not
   * put off.
   */
  void lookAgain(
      String id,
      Instant nextPollAt,
      @Nullable Instant unknownSince,
      int done,
      int rejected,
      int notReached) {
    jdbc.sql(
            """
            update run set unknown_since = :unknown, items_done = :done, items_rejected = :rejected,
              items_not_reached = :notReached,
              next_poll_at = case when cancel_requested_by is null then :next else least(next_poll_at, :next) end
            where id = :id and state in ('ACCEPTED', 'RUNNING')
            """)
        .param("next", at(nextPollAt))
        .param("unknown", atOrNull(unknownSince), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("done", done)
        .param("rejected", rejected)
        .param("notReached", notReached)
        .param("id", id)
        .update();
  }

  /** Notes that nobody knows whether the run was started, until a callback or a person says so. */
  void markUnclear(String id, Instant now) {
    jdbc.sql("update run set unclear_since = :now where id = :id and unclear_since is null")
        .param("now", at(now))
        .param("id", id)
        .update();
  }

  /** Keeps the bot system's own id; the first one stays. */
  void keepKey(String id, String key) {
    jdbc.sql(
            "update run set bot_key = :key, unclear_since = null where id = :id and bot_key is"
                + " null")
        .param("key", Rows.shortened(key, 1000))
        .param("id", id)
        .update();
  }

  /** Notes that the bot system has the run and does not begin. */
  void pending(String id, Instant since) {
    jdbc.sql(
            """
            update run set pending_since = :since
            where id = :id and state = 'ACCEPTED' and pending_since is null
            """)
        .param("since", at(since))
        .param("id", id)
        .update();
  }

  /** Notes that people were told of a run that does not begin. False where they were before. */
  boolean pendingTold(String id, Instant now) {
    return jdbc.sql(
                "update run set pending_told_at = :now where id = :id and pending_told_at is null")
            .param("now", at(now))
            .param("id", id)
            .update()
        == 1;
  }

  /**
   * A callback says that something happened: the next look is now. A key it names is kept as a hint
   * where nothing else is known to ask by.
   *
   * @return whether there is such a run to look at
   */
  boolean bringForward(String id, String system, @Nullable String keyHint, Instant now) {
    return jdbc.sql(
                """
                update run set key_hint = coalesce(key_hint, :hint),
                  next_poll_at = case when next_poll_at > :now then :now else next_poll_at end
                where id = :id and bot_system = :system and state in ('REQUESTED', 'ACCEPTED', 'RUNNING')
                """)
            .param("hint", keyHint == null ? null : Rows.shortened(keyHint, 1000), Types.VARCHAR)
            .param("now", at(now))
            .param("id", id)
            .param("system", system)
            .update()
        == 1;
  }

  /** Ids of runs that go on and that the bot system knows by this key. */
  List<String> ofKey(String system, String key) {
    return jdbc.sql(
            """
            select id from run
            where bot_system = :system and bot_key = :key and state in ('REQUESTED', 'ACCEPTED', 'RUNNING')
            """)
        .param("system", system)
        .param("key", key)
        .query(String.class)
        .list();
  }

  /** Remembers an event. False where it was heard before. */
  boolean isNews(String system, String eventId, Instant now) {
    try {
      jdbc.sql(
              """
              insert into bot_callback (bot_system, event_id, received_at) values (:system, :event, :now)
              """)
          .param("system", system)
          .param("event", eventId)
          .param("now", at(now))
          .update();
      return true;
    } catch (DuplicateKeyException heardBefore) {
      return false;
    }
  }

  void forgetEventsBefore(Instant then) {
    jdbc.sql("delete from bot_callback where received_at < :then").param("then", at(then)).update();
  }
}
