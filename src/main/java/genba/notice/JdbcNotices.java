package genba.notice;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Notices in the hub's own database, shown on its pages; what leaves it is planned here too. */
@Component
class JdbcNotices implements Notices {

  private static final Logger log = LoggerFactory.getLogger(JdbcNotices.class);
  private static final int LONGEST_TEXT = 1000;

  private final JdbcClient jdbc;
  private final TransactionTemplate savepoint;
  private final DeliveryPlan plan;
  private final Clock clock;

  JdbcNotices(
      JdbcClient jdbc, PlatformTransactionManager transactions, DeliveryPlan plan, Clock clock) {
    this.jdbc = jdbc;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.plan = plan;
    this.clock = clock;
  }

  @Override
  public void tell(Collection<String> userIds, String occasion, String text, String path) {
    tell(userIds, new Occasion(occasion, ""), text, path);
  }

  @Override
  public void tell(Collection<String> userIds, Occasion occasion, String text, String path) {
    for (String userId : new LinkedHashSet<>(userIds)) {
      if (leave(userId, occasion, text, path)) {
        log.info("Notice to {}: {} ({})", userId, occasion.key(), path);
      }
    }
  }

  /** The savepoint keeps the caller's transaction usable where the person was told before. */
  private boolean leave(String userId, Occasion occasion, String text, String path) {
    if (isTold(userId, occasion.key())) {
      return false;
    }
    String id = UUID.randomUUID().toString();
    try {
      savepoint.executeWithoutResult(status -> insert(id, userId, occasion.key(), text, path));
    } catch (DuplicateKeyException toldMeanwhile) {
      return false;
    }
    plan.send(id, userId, occasion);
    return true;
  }

  private boolean isTold(String userId, String occasion) {
    return jdbc.sql("select count(*) from notice where user_id = :userId and occasion = :occasion")
            .param("userId", userId)
            .param("occasion", occasion)
            .query(Long.class)
            .single()
        > 0;
  }

  private void insert(String id, String userId, String occasion, String text, String path) {
    jdbc.sql(
            """
            insert into notice (id, user_id, occasion, text, path, told_at)
            values (:id, :userId, :occasion, :text, :path, :at)
            """)
        .param("id", id)
        .param("userId", userId)
        .param("occasion", occasion)
        .param("text", text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT))
        .param("path", path)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public List<Notice> of(String userId, int limit) {
    return jdbc.sql(
            """
            select id, user_id, text, path, told_at, read_at from notice
            where user_id = :userId order by told_at desc, id
            fetch first %d rows only
            """
                .formatted(limit))
        .param("userId", userId)
        .query(
            (row, number) ->
                new Notice(
                    row.getString("id"),
                    row.getString("user_id"),
                    row.getString("text"),
                    row.getString("path"),
                    row.getObject("told_at", OffsetDateTime.class).toInstant(),
                    row.getObject("read_at") != null))
        .list();
  }

  @Override
  public void markRead(String userId) {
    jdbc.sql("update notice set read_at = :at where user_id = :userId and read_at is null")
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .param("userId", userId)
        .update();
  }
}
