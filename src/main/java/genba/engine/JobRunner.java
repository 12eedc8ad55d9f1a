package genba.engine;

import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.FinalCommandStep;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off one job: gives it to its handler and tells the engine what came of it. The answer is
 * sent without waiting; where the engine never gets it, it gives the job out again.
 */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final int LONGEST_REASON = 500;

  private final MeterRegistry meters;
  private final JobBackOff backOff;

  JobRunner(MeterRegistry meters, JobBackOff backOff) {
    this.meters = meters;
    this.backOff = backOff;
  }

  void run(JobClient client, ActivatedJob activated, JobFunction handler) {
    Timer.Sample sample = Timer.start(meters);
    Job job = job(activated);
    String result;
    try {
      result = answer(client, job, handler.handle(job));
    } catch (Exception e) {
      LOG.error(
          "Job {} {} of {} in process instance {} failed, {} retries left",
          job.type(),
          job.key(),
          job.elementId(),
          job.processInstanceKey(),
          job.retries() - 1,
          e);
      // Only the kind of the exception: its message may name a person, and the engine is read
      // widely.
      String reason = "%s; the hub's log has more".formatted(e.getClass().getSimpleName());
      fail(client, job, job.retries() - 1, backOff.next(job.key()), reason);
      result = "exception";
    }
    sample.stop(
        Timer.builder("genba.engine.job")
            .description("Handling of one job")
            .tag("type", job.type())
            .tag("result", result)
            .register(meters));
  }

  private String answer(JobClient client, Job job, JobResult result) {
    return switch (result) {
      case JobResult.Done(Map<String, Object> variables) -> {
        backOff.forget(job.key());
        send(job, client.newCompleteCommand(job.key()).variables(variables));
        yield "done";
      }
      case JobResult.Error(String code, String message, Map<String, Object> variables) -> {
        backOff.forget(job.key());
        send(
            job,
            client
                .newThrowErrorCommand(job.key())
                .errorCode(code)
                .errorMessage(shortened(message))
                .variables(variables));
        yield "error";
      }
      case JobResult.Later(String reason, Duration pause) -> {
        LOG.debug("Job {} {} comes again in {}: {}", job.type(), job.key(), pause, reason);
        fail(client, job, job.retries() - 1, pause, reason);
        yield "later";
      }
      case JobResult.NotYet(String reason, Duration pause) -> {
        LOG.debug("Job {} {} comes again in {}: {}", job.type(), job.key(), pause, reason);
        fail(client, job, job.retries(), pause, reason);
        yield "later";
      }
      case JobResult.Incident(String reason) -> {
        LOG.warn(
            "Job {} {} of {} in process instance {} needs an operator: {}",
            job.type(),
            job.key(),
            job.elementId(),
            job.processInstanceKey(),
            reason);
        backOff.forget(job.key());
        fail(client, job, 0, Duration.ZERO, reason);
        yield "incident";
      }
    };
  }

  private void fail(JobClient client, Job job, int retries, Duration pause, String reason) {
    send(
        job,
        client
            .newFailCommand(job.key())
            .retries(Math.max(0, retries))
            .retryBackoff(pause)
            .errorMessage(shortened(reason)));
  }

  private void send(Job job, FinalCommandStep<?> command) {
    var unused =
        command
            .send()
            .whenComplete(
                (answer, failure) -> {
                  if (failure != null) {
                    unanswered(job, failure);
                  }
                });
  }

  private static void unanswered(Job job, Throwable failure) {
    if (failure instanceof ClientStatusException status
        && status.getStatusCode() == Status.Code.NOT_FOUND) {
      LOG.info("Job {} {} is gone: cancelled, or done elsewhere", job.type(), job.key());
    } else {
      LOG.warn(
          "The engine did not take the answer to job {} {}, it will give the job out again",
          job.type(),
          job.key(),
          failure);
    }
  }

  private static Job job(ActivatedJob job) {
    return new Job(
        job.getKey(),
        job.getType(),
        job.getBpmnProcessId(),
        job.getProcessInstanceKey(),
        job.getElementId(),
        job.getElementInstanceKey(),
        job.getRetries(),
        job.getCustomHeaders(),
        job.getVariablesAsMap());
  }

  private static String shortened(String reason) {
    return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "…" : reason;
  }
}
