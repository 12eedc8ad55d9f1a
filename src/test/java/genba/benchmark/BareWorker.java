package genba.benchmark;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobClient;
import io.camunda.client.api.worker.JobWorker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody would write by hand: a job worker that makes the same call with the JDK's HTTP
 * client and completes the job with the answer. Streams, threads and limits are the hub's, so that
 * only the work between job and answer differs.
 */
final class BareWorker implements AutoCloseable {

  static final String TYPE = "bare-bot-call";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final CamundaClient client;
  private final JobWorker worker;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI bot;

  BareWorker(URI gateway, URI bot, int parallel) {
    this.bot = bot;
    client =
        CamundaClient.newClientBuilder()
            .grpcAddress(gateway)
            .preferRestOverGrpc(false)
            .useDefaultRetryPolicy(true)
            .jobHandlingExecutor(Executors.newVirtualThreadPerTaskExecutor(), true)
            .build();
    worker =
        client
            .newWorker()
            .jobType(TYPE)
            .handler(this::work)
            .maxJobsActive(parallel)
            .timeout(Duration.ofSeconds(90))
            .pollInterval(Duration.ofMillis(250))
            .requestTimeout(Duration.ofSeconds(20))
            .streamEnabled(true)
            .fetchVariables(List.of("bot", "input"))
            .open();
  }

  private void work(JobClient jobs, ActivatedJob job) throws Exception {
    Map<String, Object> variables = job.getVariablesAsMap();
    Map<?, ?> answer =
        call(
            String.valueOf(variables.get("bot")),
            "job-" + job.getElementInstanceKey(),
            variables.get("input"));
    jobs.newCompleteCommand(job.getKey()).variables(Map.of("answer", answer)).send();
  }

  /** The call alone. */
  Map<?, ?> call(String name, String reference, Object input) throws Exception {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("reference", reference);
    body.put("input", input);
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(bot.resolve("/bots/" + name + "/runs"))
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Accept", "application/json")
                .header("X-Reference", reference)
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("The bot answered " + answer.statusCode());
    }
    return JSON.readValue(answer.body(), Map.class);
  }

  @Override
  public void close() {
    worker.close();
    client.close();
    http.close();
  }
}
