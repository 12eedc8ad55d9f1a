package genba.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.protocol.record.intent.ResourceIntent;
import io.camunda.zeebe.protocol.record.value.deployment.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * Plays Camunda's RPA worker: it takes jobs of its label, finds the one script among the linked
 * resources, gives it the task's input, and ends as a script can end.
 */
final class CamundaRpaWorker {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INPUT = "camundaRpaTaskInput";

  private final InMemoryEngine engine;
  private final String jobType;

  CamundaRpaWorker(InMemoryEngine engine, String label) {
    this.engine = engine;
    this.jobType = "camunda::RPA-Task::" + label;
  }

  /**
   * @param scriptKey key of the script's resource in the engine
   * @param variables what the script sees
   */
  record RpaJob(
      long key,
      String type,
      int retries,
      long scriptKey,
      Duration timeout,
      Map<String, Object> variables) {}

  RpaJob take() {
    ActivatedJob job =
        Awaitility.await("job " + jobType)
            .atMost(Duration.ofMinutes(1))
            .pollDelay(Duration.ZERO)
            .until(
                () ->
                    engine
                        .client()
                        .newActivateJobsCommand()
                        .jobType(jobType)
                        .maxJobsToActivate(1)
                        .timeout(Duration.ofMinutes(10))
                        .send()
                        .join()
                        .getJobs(),
                jobs -> !jobs.isEmpty())
            .getFirst();
    Map<String, String> headers = job.getCustomHeaders();
    return new RpaJob(
        job.getKey(),
        job.getType(),
        job.getRetries(),
        script(headers.get("linkedResources")),
        Duration.parse(headers.getOrDefault("camunda::timeout", "PT5M")),
        visible(job));
  }

  /** Exactly one of the linked resources is the script. */
  private static long script(String linkedResources) {
    try {
      List<JsonNode> scripts =
          StreamSupport.stream(JSON.readTree(linkedResources).spliterator(), false)
              .filter(one -> one.path("linkName").asText().equals("RPAScript"))
              .toList();
      assertThat(scripts).as(linkedResources).hasSize(1);
      assertThat(scripts.getFirst().path("resourceType").asText()).isEqualTo("RPA");
      return scripts.getFirst().path("resourceKey").asLong();
    } catch (JsonProcessingException e) {
      throw new AssertionError("The header linkedResources is no JSON: " + linkedResources, e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> visible(ActivatedJob job) {
    Map<String, Object> all = job.getVariablesAsMap();
    return all.get(INPUT) instanceof Map<?, ?> input ? (Map<String, Object>) input : all;
  }

  /** The script's text, as deployed. */
  String script(RpaJob job) {
    Resource resource =
        engine
            .records()
            .filter(record -> record.getIntent() == ResourceIntent.CREATED)
            .map(record -> (Resource) record.getValue())
            .filter(one -> one.getResourceKey() == job.scriptKey())
            .findFirst()
            .orElseThrow();
    try {
      String rpa = resource.getResourceProp();
      return JSON.readTree(rpa).path("script").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError("The script's resource is no JSON", e);
    }
  }

  void pass(RpaJob job, Map<String, ?> outputs) {
    engine.client().newCompleteCommand(job.key()).variables(outputs).send().join();
    engine.settle();
  }

  void throwError(RpaJob job, String code, String message) {
    engine
        .client()
        .newThrowErrorCommand(job.key())
        .errorCode(code)
        .errorMessage(message)
        .send()
        .join();
    engine.settle();
  }

  void fail(RpaJob job, String log) {
    engine
        .client()
        .newFailCommand(job.key())
        .retries(job.retries() - 1)
        .errorMessage(log)
        .send()
        .join();
    engine.settle();
  }

  /** The worker is gone; the engine takes the job back at the end of its time. */
  void runsOutOfTime(RpaJob job) {
    engine.timePasses(job.timeout().plusSeconds(30));
  }
}
