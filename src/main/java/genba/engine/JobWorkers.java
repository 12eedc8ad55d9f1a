package genba.engine;

import genba.engine.JobHandlers.JobHandler;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.worker.BackoffSupplier;
import io.camunda.client.api.worker.JobWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker per job type. The engine pushes jobs; asking for them besides finds what a broken
 * stream or another replica left.
 */
final class JobWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobWorkers.class);

  private final CamundaClient client;
  private final JobRunner runner;
  private final EngineProperties.Jobs properties;
  private final List<JobWorker> open = new ArrayList<>();

  JobWorkers(CamundaClient client, JobRunner runner, EngineProperties.Jobs properties) {
    this.client = client;
    this.runner = runner;
    this.properties = properties;
  }

  synchronized void open(Map<String, JobHandler> handlers) {
    handlers.forEach((type, handler) -> open.add(open(type, handler)));
    LOG.info("Working off the jobs {}", handlers.keySet());
  }

  private JobWorker open(String type, JobHandler handler) {
    return client
        .newWorker()
        .jobType(type)
        .handler((jobClient, job) -> runner.run(jobClient, job, handler))
        .name("genba")
        .maxJobsActive(properties.maxActive())
        .timeout(properties.timeout())
        .pollInterval(properties.pollInterval())
        .requestTimeout(Duration.ofSeconds(20))
        .backoffSupplier(
            BackoffSupplier.newBackoffBuilder()
                .minDelay(properties.pollInterval().toMillis())
                .maxDelay(5_000)
                .build())
        .streamEnabled(true)
        .open();
  }

  @Override
  public synchronized void close() {
    open.forEach(JobWorker::close);
    open.clear();
  }
}
