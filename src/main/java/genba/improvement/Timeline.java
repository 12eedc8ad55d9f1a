package genba.improvement;

import static genba.improvement.Columns.at;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What happened to each case, in order. Lines are added, never changed. */
@Repository
class Timeline {

  private final JdbcClient jdbc;
  private final Clock clock;

  Timeline(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Adds the line unless the occasion has one. Returns whether it is new: false tells a repeated
   * job that its work is done.
   *
   * @param occasion unique, the job's element instance key with what it did
   */
  boolean add(
      String improvementId,
      String occasion,
      Event.Kind kind,
      @Nullable String actor,
      String detail) {
    if (find(occasion)) {
      return false;
    }
    jdbc.sql(
            """
            insert into improvement_event (id, improvement_id, kind, actor_id, detail, at)
            values (:id, :improvement, :kind, :actor, :detail, :at)
            """)
        .param("id", occasion)
        .param("improvement", improvementId)
        .param("kind", kind.name())
        .param("actor", actor)
        .param("detail", Columns.fit(detail, 4000))
        .param("at", at(now()))
        .update();
    return true;
  }

  boolean find(String occasion) {
    return jdbc.sql("select count(*) from improvement_event where id = :id")
            .param("id", occasion)
            .query(Integer.class)
            .single()
        > 0;
  }

  List<Event> of(String improvementId) {
    return jdbc.sql(
            "select * from improvement_event where improvement_id = :improvement order by seq")
        .param("improvement", improvementId)
        .query(
            (row, n) ->
                new Event(
                    row.getString("id"),
                    Event.Kind.valueOf(row.getString("kind")),
                    row.getString("actor_id"),
                    row.getString("detail"),
                    Columns.instant(row, "at")))
        .list();
  }

  /** Now, as both databases keep it. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
