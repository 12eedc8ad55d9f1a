package genba.automation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
 * Looks at every run that is due, many of one system in one call where the system can be asked so.
 * One replica does so at a time; all it knows is in the table, so another goes on where it stopped.
 */
@Component
class RunPoller implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(RunPoller.class);
  private static final int MOST_DUE = 1000;

  /** Ids of 36 characters in an address that web servers take: often not more than 2,048 are. */
  private static final int MOST_IN_A_CALL = 40;

  private final RunRepository runs;
  private final RunLooks looks;
  private final RunWatch watch;
  private final BotSystem bots;
  private final Leadership leadership;
  private final AutomationProperties properties;
  private final Clock clock;
  private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  RunPoller(
      RunRepository runs,
      RunLooks looks,
      RunWatch watch,
      BotSystem bots,
      Leadership leadership,
      AutomationProperties properties,
      Clock clock) {
    this.runs = runs;
    this.looks = looks;
    this.watch = watch;
    this.bots = bots;
    this.leadership = leadership;
    this.properties = properties;
    this.clock = clock;
  }

  /** Starts as many calls as each system has free places; a slow one holds up only its own runs. */
  @Scheduled(fixedDelayString = "${genba.automation.poll-every:PT1S}")
  void poll() {
    if (!leadership.isOurs()) {
      return;
    }
    Map<String, List<RunRow>> bySystem = new LinkedHashMap<>();
    for (RunRow due : looks.due(clock.instant(), MOST_DUE)) {
      bySystem.computeIfAbsent(due.system(), _ -> new ArrayList<>()).add(due);
    }
    bySystem.forEach(this::poll);
  }

  private void poll(String system, List<RunRow> due) {
    Semaphore free = places.computeIfAbsent(system, _ -> new Semaphore(properties.pollParallel()));
    boolean many = bots.canAskMany(system);
    List<RunRow> together = new ArrayList<>();
    for (RunRow run : due) {
      if (many && !watch.mustBeStopped(run)) {
        together.add(run);
      } else if (!start(free, List.of(run), this::lookAt)) {
        return;
      }
    }
    for (int from = 0; from < together.size(); from += MOST_IN_A_CALL) {
      int to = Math.min(from + MOST_IN_A_CALL, together.size());
      if (!start(free, together.subList(from, to), this::askAbout)) {
        return;
      }
    }
  }

  private interface Look {
    void at(List<RunRow> claimed);
  }

  /** False where the system has no place left. */
  private boolean start(Semaphore free, List<RunRow> due, Look look) {
    if (!free.tryAcquire()) {
      return false;
    }
    threads.execute(
        () -> {
          try {
            List<RunRow> claimed = due.stream().filter(this::claim).toList();
            look.at(
                claimed.stream()
                    .map(run -> runs.find(run.id()).orElseThrow())
                    .filter(run -> !run.state().isFinal())
                    .toList());
          } catch (RuntimeException e) {
            LOG.error(
                "Could not look at {} runs of {}, {} among them: they are looked at again after the"
                    + " lease",
                due.size(),
                due.getFirst().system(),
                due.getFirst().id(),
                e);
          } finally {
            free.release();
          }
        });
    return true;
  }

  /** Leadership may have changed meanwhile: whoever claims a look has it. */
  private boolean claim(RunRow due) {
    return looks.claim(due, clock.instant().plus(properties.pollLease()));
  }

  private void lookAt(List<RunRow> claimed) {
    claimed.forEach(run -> watch.look(run, ThreadLocalRandom.current().nextDouble()));
  }

  private void askAbout(List<RunRow> claimed) {
    if (claimed.isEmpty()) {
      return;
    }
    Map<String, BotAnswer> answers = bots.askMany(claimed.getFirst().system(), claimed);
    for (RunRow run : claimed) {
      BotAnswer answer = answers.getOrDefault(run.id(), new BotAnswer.Unknown());
      try {
        watch.heard(run, answer, ThreadLocalRandom.current().nextDouble());
      } catch (RuntimeException e) {
        LOG.error("Could not note how run {} stands: it is asked about again", run.id(), e);
      }
    }
  }

  /** Waits for looks that are under way; one that is cut off is repeated by whoever comes next. */
  @Override
  public void destroy() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
  }
}
