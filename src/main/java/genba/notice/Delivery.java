package genba.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One notice on its way out.
 *
 * @param recipient user id of a mail, connection of a channel
 * @param title what a channel may show
 * @param text for the person alone
 * @param attempts made so far, the one under way included
 * @param problem why the last attempt failed, empty where none did
 */
record Delivery(
    String id,
    Way way,
    String recipient,
    String title,
    String text,
    String path,
    State state,
    int attempts,
    Instant dueAt,
    String problem,
    Instant createdAt,
    @Nullable Instant endedAt) {

  Delivery attempted() {
    return new Delivery(
        id,
        way,
        recipient,
        title,
        text,
        path,
        state,
        attempts + 1,
        dueAt,
        problem,
        createdAt,
        endedAt);
  }

  enum State {
    WAITING,
    DELIVERED,
    /** Given up: a person must look. */
    FAILED
  }
}
