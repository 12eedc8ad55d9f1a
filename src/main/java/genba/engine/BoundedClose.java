package genba.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what belongs to the engine's client. While the engine is away the client may wait for its
 * own streams for ever: the hub must stop all the same.
 */
final class BoundedClose {

  private static final Logger LOG = LoggerFactory.getLogger(BoundedClose.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private BoundedClose() {}

  static void close(String what, Runnable closing) {
    Thread thread = Thread.ofVirtual().name("closing-" + what).start(closing);
    try {
      if (!thread.join(PATIENCE)) {
        LOG.warn("Closing {} takes longer than {}, going on without it", what, PATIENCE);
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
