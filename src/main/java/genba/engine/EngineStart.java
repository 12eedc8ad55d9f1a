package genba.engine;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * As soon as the engine is there: deploys the models, then works off jobs. The hub's pages do not
 * wait.
 */
final class EngineStart implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(2);

  private final EngineReadiness engine;
  private final Deployment deployment;
  private final JobWorkers workers;
  private final ConfigurableListableBeanFactory beans;
  private volatile @Nullable Thread thread;
  private volatile boolean running;

  EngineStart(
      EngineReadiness engine,
      Deployment deployment,
      JobWorkers workers,
      ConfigurableListableBeanFactory beans) {
    this.engine = engine;
    this.deployment = deployment;
    this.workers = workers;
    this.beans = beans;
  }

  @Override
  public void start() {
    // Here, not later: a handler of a wrong shape must stop the start.
    workers.take(JobHandlers.of(beans));
    running = true;
    thread =
        Thread.ofVirtual()
            .name("engine-start")
            .start(
                () -> {
                  try {
                    awaitEngine();
                    while (!deployment.deploy()) {
                      Thread.sleep(BETWEEN_ATTEMPTS);
                    }
                    workers.open();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  } catch (CancellationException | ExecutionException e) {
                    LOG.error("The engine will not come, jobs are not worked off", e);
                  }
                });
  }

  private void awaitEngine() throws InterruptedException, ExecutionException {
    CompletableFuture<Void> ready = engine.whenReady();
    try {
      ready.get();
    } finally {
      ready.cancel(false);
    }
  }

  @Override
  public void stop() {
    running = false;
    Thread starting = thread;
    if (starting != null) {
      starting.interrupt();
    }
    workers.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
