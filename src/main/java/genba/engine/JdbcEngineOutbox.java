package genba.engine;

import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Writes into the caller's transaction and wakes the poller after its commit. */
class JdbcEngineOutbox implements EngineOutbox {
  private final MessageStore store;
  private final Runnable wakePoller;

  JdbcEngineOutbox(MessageStore store, Runnable wakePoller) {
    this.store = store;
    this.wakePoller = wakePoller;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void publish(EngineMessage message) {
    if (!message.timeToLive().isPositive()) {
      throw new IllegalArgumentException(
          "Message %s needs a time to live: without one the engine would take a repetition twice"
              .formatted(message.name()));
    }
    store.add(MessageText.write(message));
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wakePoller.run();
          }
        });
  }
}
