package genba.automation;

import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks at every run that is due. All it knows is in the table, so a restart loses nothing, and
 * replicas share the work by claiming each look.
 */
@Component
class RunPoller implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RunPoller.class);

  private final RunRepository runs;
  private final RunWatch watch;
  private final AutomationProperties properties;
  private final Clock clock;
  private final Semaphore places;
  private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();

  RunPoller(RunRepository runs, RunWatch watch, AutomationProperties properties, Clock clock) {
    this.runs = runs;
    this.watch = watch;
    this.properties = properties;
    this.clock = clock;
    this.places = new Semaphore(properties.pollParallel());
  }

  /**
   * Starts a look at as many due runs as there are free places; a slow bot system holds up only its
   * own runs.
   */
  @Scheduled(fixedDelayString = "${genba.automation.poll-every:PT1S}")
  void poll() {
    int free = places.availablePermits();
    if (free == 0) {
      return;
    }
    var now = clock.instant();
    for (RunRow due : runs.due(now, free)) {
      if (!places.tryAcquire()) {
        return;
      }
      looks.execute(
          () -> {
            try {
              lookAt(due);
            } catch (RuntimeException e) {
              LOG.error(
                  "Could not look at run {}: it is looked at again after the lease", due.id(), e);
            } finally {
              places.release();
            }
          });
    }
  }

  private void lookAt(RunRow due) {
    if (runs.claim(due, clock.instant().plus(properties.pollLease()))) {
      RunRow claimed = runs.find(due.id()).orElseThrow();
      if (!claimed.state().isFinal()) {
        watch.look(claimed, ThreadLocalRandom.current().nextDouble());
      }
    }
  }

  /** Waits for looks that are under way; one that is cut off is repeated by whoever comes next. */
  @Override
  public void destroy() throws InterruptedException {
    looks.shutdown();
    if (!looks.awaitTermination(5, TimeUnit.SECONDS)) {
      looks.shutdownNow();
    }
  }
}
