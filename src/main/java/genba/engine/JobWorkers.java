package genba.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.BackoffSupplier;
import io.camunda.client.api.worker.JobWorker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker per job type. The engine pushes jobs; asking for them besides finds what a broken
 * stream or another replica left.
 */
final class JobWorkers implements JobDesk, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);

  private final CamundaClient client;
  private final JobRunner runner;
  private final EngineProperties.Jobs properties;
  private final Supplier<List<JobGuard>> guards;
  private final Map<String, Work> works = new TreeMap<>();
  private final Map<String, JobWorker> open = new HashMap<>();
  private boolean running;

  private record Work(JobType type, JobFunction function) {}

  /** The guards are asked for when the first job type comes: they need beans of all modules. */
  JobWorkers(
      CamundaClient client,
      JobRunner runner,
      EngineProperties.Jobs properties,
      Supplier<List<JobGuard>> guards) {
    this.client = client;
    this.runner = runner;
    this.properties = properties;
    this.guards = guards;
  }

  /** The hub's own job types, by name; worked off once the desk is open. */
  synchronized void take(Map<String, JobFunction> functions) {
    functions.forEach(
        (name, function) ->
            works.put(
                name,
                new Work(
                    new JobType(name, properties.maxActive(), properties.timeout(), List.of()),
                    JobHandlers.guarded(guards.get(), function))));
  }

  @Override
  public synchronized Place open(JobType type, JobFunction function) {
    Work work = new Work(type, JobHandlers.guarded(guards.get(), function));
    if (works.putIfAbsent(type.name(), work) != null) {
      throw new IllegalStateException("The job '%s' is worked off already".formatted(type.name()));
    }
    if (running) {
      open.put(type.name(), worker(work));
    }
    return () -> close(work);
  }

  /** The engine is there. */
  synchronized void open() {
    running = true;
    works.forEach((name, work) -> open.computeIfAbsent(name, _ -> worker(work)));
    LOG.info("Working off the jobs {}", works.keySet());
  }

  private JobWorker worker(Work work) {
    var worker =
        client
            .newWorker()
            .jobType(work.type().name())
            .handler((jobClient, job) -> runner.run(jobClient, job, work.function()))
            .name("genba")
            .maxJobsActive(work.type().concurrency())
            .timeout(work.type().timeout())
            .pollInterval(properties.pollInterval())
            .requestTimeout(Duration.ofSeconds(20))
            .backoffSupplier(
                BackoffSupplier.newBackoffBuilder()
                    .minDelay(properties.pollInterval().toMillis())
                    .maxDelay(5_000)
                    .build())
            .streamEnabled(true);
    List<String> variables = work.type().variables();
    return (variables.isEmpty() ? worker : worker.fetchVariables(variables)).open();
  }

  private synchronized void close(Work work) {
    if (works.remove(work.type().name(), work)) {
      JobWorker worker = open.remove(work.type().name());
      if (worker != null) {
        BoundedClose.close("worker", worker::close);
      }
    }
  }

  /** Takes no further jobs until it is opened again. */
  @Override
  public synchronized void close() {
    running = false;
    List<JobWorker> closing = List.copyOf(open.values());
    open.clear();
    BoundedClose.close("workers", () -> closing.forEach(JobWorker::close));
  }
}
