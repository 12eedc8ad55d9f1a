package genba.engine;

import genba.engine.MessagePublisher.Answer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;

/**
 * Publishes the outbox's oldest message. Taking it out, publishing and committing are one
 * transaction: whatever fails, the message is still there and its id keeps the engine from taking
 * it twice.
 */
final class OutboxPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPublisher.class);

  private final MessageStore store;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final MessagePublisher publisher;
  private final Clock clock;

  OutboxPublisher(
      MessageStore store,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      MessagePublisher publisher,
      Clock clock) {
    this.store = store;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.publisher = publisher;
    this.clock = clock;
  }

  /** What came of one attempt. */
  sealed interface Step {
    /** One message fewer. */
    record Sent() implements Step {}

    /** Nothing to send, or another replica is at it. */
    record Idle() implements Step {}

    /** The engine cannot take it now. */
    record Away(String reason) implements Step {}
  }

  Step publishOldest() {
    return transactions.execute(
        status -> {
          if (!isOurTurn()) {
            return new Step.Idle();
          }
          String text = store.poll();
          if (text == null) {
            return new Step.Idle();
          }
          return switch (publish(text)) {
            case Answer.Taken() -> new Step.Sent();
            case Answer.Refused(String reason) -> {
              bury(text, reason);
              yield new Step.Sent();
            }
            case Answer.Away(String reason) -> {
              status.setRollbackOnly();
              yield new Step.Away(reason);
            }
          };
        });
  }

  int waiting() {
    return store.size();
  }

  int deadLetters() {
    return jdbc.sql("select count(*) from engine_dead_letter").query(Integer.class).single();
  }

  private boolean isOurTurn() {
    return jdbc.sql("select id from engine_outbox_turn where id = 1 for update skip locked")
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private Answer publish(String text) {
    try {
      return publisher.publish(MessageText.read(text));
    } catch (JacksonException e) {
      return new Answer.Refused("Cannot be read: " + e.getOriginalMessage());
    }
  }

  private void bury(String text, String reason) {
    LOG.error("The engine refuses a message for good, it is kept as a dead letter: {}", reason);
    jdbc.sql(
            """
            insert into engine_dead_letter (id, content, reason, refused_at)
            values (:id, :content, :reason, :refusedAt)
            """)
        .param("id", UUID.randomUUID().toString())
        .param("content", text)
        .param("reason", reason.length() > 1000 ? reason.substring(0, 1000) : reason)
        .param("refusedAt", OffsetDateTime.now(clock))
        .update();
  }
}
