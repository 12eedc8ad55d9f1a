package genba.engine;

import genba.engine.OutboxPublisher.Step;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Empties the outbox as soon as something is committed, and looks now and then for what other
 * replicas left behind.
 */
final class OutboxPoller implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxPoller.class);

  private final OutboxPublisher publisher;
  private final EngineReadiness engine;
  private final EngineProperties.Outbox properties;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile @Nullable Thread thread;
  private volatile String trouble = "";

  OutboxPoller(
      OutboxPublisher publisher, EngineReadiness engine, EngineProperties.Outbox properties) {
    this.publisher = publisher;
    this.engine = engine;
    this.properties = properties;
  }

  void wake() {
    wakeUps.release();
  }

  /** Why messages wait, or empty. */
  String trouble() {
    return trouble;
  }

  @Override
  public synchronized void start() {
    Thread polling = Thread.ofVirtual().name("engine-outbox").unstarted(this::run);
    thread = polling;
    polling.start();
    var unused = engine.whenReady().thenRun(this::wake);
  }

  @Override
  public synchronized void stop() {
    Thread running = thread;
    thread = null;
    if (running == null) {
      return;
    }
    wake();
    try {
      // Longer than one request to the engine: an interrupted one would be repeated for nothing.
      if (!running.join(properties.requestTimeout().plusSeconds(1))) {
        running.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void run() {
    Duration pause = properties.pollInterval();
    while (Thread.currentThread() == thread) {
      pause = publishAll() ? properties.pollInterval() : longer(pause);
      if (!await(pause)) {
        return;
      }
    }
  }

  /** False when the engine or the database is away. */
  private boolean publishAll() {
    try {
      while (isRunning() && engine.isReady()) {
        switch (publisher.publishOldest()) {
          case Step.Sent() -> report("");
          case Step.Idle() -> {
            report("");
            return true;
          }
          case Step.Away(String reason) -> {
            report(reason);
            return false;
          }
        }
      }
      return true;
    } catch (RuntimeException e) {
      report(e.toString());
      return false;
    }
  }

  private void report(String reason) {
    if (!reason.isEmpty() && trouble.isEmpty()) {
      LOG.warn("Messages to the engine wait: {}", reason);
    } else if (reason.isEmpty() && !trouble.isEmpty()) {
      LOG.info("Messages reach the engine again");
    }
    trouble = reason;
  }

  private Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(properties.longestBackOff()) > 0 ? properties.longestBackOff() : twice;
  }

  /**
   * False when interrupted. A wake-up during a back-off ends the pause, but not the back-off's
   * growth.
   */
  private boolean await(Duration pause) {
    try {
      if (wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
