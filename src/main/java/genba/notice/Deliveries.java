package genba.notice;

import genba.notice.Delivery.State;
import genba.notice.Routes.Route;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Deliveries' rows. A replica tries what it has claimed by compare and set; the claim is a lease,
 * so what a killed one held is tried by another.
 */
@Repository
class Deliveries {

  private static final int LONGEST_PROBLEM = 500;
  private static final int LONGEST_TITLE = 500;
  private static final String SELECT =
      """
      select d.id, d.way, d.recipient, d.title, n.text, n.path, d.state, d.attempts, d.due_at,
        d.problem, d.created_at, d.ended_at
      from notice_delivery d join notice n on n.id = d.notice_id
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  Deliveries(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  boolean isPlanned(String occasion, Route route) {
    return jdbc.sql(
                """
                select count(*) from notice_delivery
                where occasion = :occasion and way = :way and recipient = :recipient
                """)
            .param("occasion", occasion)
            .param("way", route.way().name())
            .param("recipient", route.recipient())
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * @throws org.springframework.dao.DuplicateKeyException where it was planned meanwhile
   */
  void plan(String noticeId, String occasion, Route route, String title, Instant dueAt) {
    jdbc.sql(
            """
            insert into notice_delivery (id, notice_id, way, recipient, occasion, title, state,
              attempts, due_at, problem, created_at)
            values (:id, :notice, :way, :recipient, :occasion, :title, 'WAITING', 0, :due, '', :now)
            """)
        .param("id", UUID.randomUUID().toString())
        .param("notice", noticeId)
        .param("way", route.way().name())
        .param("recipient", route.recipient())
        .param("occasion", occasion)
        .param("title", cut(title, LONGEST_TITLE))
        .param("due", at(dueAt))
        .param("now", now())
        .update();
  }

  /** Deliveries of these ways that nobody tries just now, the longest waiting first. */
  List<Delivery> due(Collection<Way> ways, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where d.state = 'WAITING' and d.way in (:ways) and d.due_at <= :now
                  and (d.lease_until is null or d.lease_until <= :now)
                order by d.due_at, d.id fetch first %d rows only
                """
                    .formatted(limit))
        .param("ways", ways.stream().map(Way::name).toList())
        .param("now", now())
        .query(Deliveries::delivery)
        .list();
  }

  /** The delivery, this attempt counted, for the one replica that may try it now; else empty. */
  List<Delivery> claim(Delivery delivery, Instant until) {
    int claimed =
        jdbc.sql(
                """
                update notice_delivery set lease_until = :until, attempts = attempts + 1
                where id = :id and state = 'WAITING' and attempts = :attempts
                  and (lease_until is null or lease_until <= :now)
                """)
            .param("until", at(until))
            .param("id", delivery.id())
            .param("attempts", delivery.attempts())
            .param("now", now())
            .update();
    return claimed == 1 ? List.of(delivery.attempted()) : List.of();
  }

  /** Channels whose digest is due. */
  List<String> dueDigests() {
    return jdbc.sql(
            """
            select distinct recipient from notice_delivery
            where state = 'WAITING' and way = 'DIGEST' and due_at <= :now
              and (lease_until is null or lease_until <= :now)
            order by recipient
            """)
        .param("now", now())
        .query(String.class)
        .list();
  }

  /**
   * Claims all due lines of a channel's digest, this attempt counted; empty where another replica
   * was faster.
   */
  List<Delivery> claimDigest(String channel, Instant until) {
    String batch = UUID.randomUUID().toString();
    jdbc.sql(
            """
            update notice_delivery
            set lease_until = :until, attempts = attempts + 1, batch = :batch
            where state = 'WAITING' and way = 'DIGEST' and recipient = :channel and due_at <= :now
              and (lease_until is null or lease_until <= :now)
            """)
        .param("until", at(until))
        .param("batch", batch)
        .param("channel", channel)
        .param("now", now())
        .update();
    return jdbc.sql(SELECT + " where d.batch = :batch order by d.created_at, d.id")
        .param("batch", batch)
        .query(Deliveries::delivery)
        .list();
  }

  void delivered(Collection<String> ids) {
    end(ids, State.DELIVERED, "");
  }

  void failed(Collection<String> ids, String problem) {
    end(ids, State.FAILED, problem);
  }

  private void end(Collection<String> ids, State state, String problem) {
    jdbc.sql(
            """
            update notice_delivery
            set state = :state, problem = :problem, ended_at = :now, lease_until = null
            where id in (:ids) and state = 'WAITING'
            """)
        .param("state", state.name())
        .param("problem", cut(problem, LONGEST_PROBLEM))
        .param("now", now())
        .param("ids", ids)
        .update();
  }

  void later(Collection<String> ids, Instant dueAt, String problem) {
    jdbc.sql(
            """
            update notice_delivery set due_at = :due, problem = :problem, lease_until = null
            where id in (:ids) and state = 'WAITING'
            """)
        .param("due", at(dueAt))
        .param("problem", cut(problem, LONGEST_PROBLEM))
        .param("ids", ids)
        .update();
  }

  /** Gives a delivery that was given up another round of attempts; false for any other. */
  boolean again(String id) {
    return jdbc.sql(
                """
                update notice_delivery
                set state = 'WAITING', attempts = 0, due_at = :now, ended_at = null
                where id = :id and state = 'FAILED'
                """)
            .param("now", now())
            .param("id", id)
            .update()
        == 1;
  }

  /** In a state, the newest first. */
  List<Delivery> in(State state, int limit) {
    return jdbc.sql(
            SELECT
                + """
                where d.state = :state
                order by coalesce(d.ended_at, d.created_at) desc, d.id fetch first %d rows only
                """
                    .formatted(limit))
        .param("state", state.name())
        .query(Deliveries::delivery)
        .list();
  }

  Map<State, Long> count() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state : State.values()) {
      counts.put(state, 0L);
    }
    jdbc.sql("select state, count(*) as deliveries from notice_delivery group by state")
        .query(
            row -> {
              counts.put(State.valueOf(row.getString("state")), row.getLong("deliveries"));
            });
    return counts;
  }

  private OffsetDateTime now() {
    return at(clock.instant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  private static Delivery delivery(ResultSet row, int number) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Delivery(
        row.getString("id"),
        Way.valueOf(row.getString("way")),
        row.getString("recipient"),
        row.getString("title"),
        row.getString("text"),
        row.getString("path"),
        State.valueOf(row.getString("state")),
        row.getInt("attempts"),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        row.getString("problem"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant());
  }
}
