package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.engine.TaskUser;
import genba.engine.TaskUsers;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.model.bpmn.Bpmn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.util.FileSystemUtils;

/** The real Camunda, from the package registry or the local Maven repository, on free ports. */
@Isolated
class LocalCamundaIT {

  private static final Path TARGET = Path.of("target", "local-camunda").toAbsolutePath();

  private ParentProcess parent;

  @BeforeEach
  void forgetTheLastTestsData() throws IOException {
    FileSystemUtils.deleteRecursively(TARGET.resolve("data"));
  }

  @AfterEach
  void endWhatIsLeft() throws InterruptedException {
    if (parent != null) {
      parent.kill();
    }
  }

  @Test
  void keepsItsInstancesAndLeavesNoProcessBehindWhenItsParentIsKilled() throws Exception {
    Map<String, Integer> ports = ParentProcess.freePorts();
    parent = ParentProcess.start(TARGET, ports);
    awaitReady(parent);
    assertThat(parent.living()).as("OpenSearch, broker and Tasklist").hasSize(3);
    long instance = startInstance(ports.get("grpc"));

    ParentProcess other = ParentProcess.start(TARGET.resolve("other"), ports);
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.output())
        .contains("Port %d cannot be used: process".formatted(ports.get("search")))
        .contains("ポート %d は".formatted(ports.get("search")))
        .contains("genba.camunda.local.ports.search")
        .doesNotContain("\tat ");

    parent.kill();
    ParentProcess killed = parent;
    parent = ParentProcess.start(TARGET, ports);
    await().atMost(Duration.ofSeconds(10)).until(() -> killed.living().isEmpty());
    awaitReady(parent);

    assertThat(jobOf(ports.get("grpc")).getProcessInstanceKey()).isEqualTo(instance);
    letIn(ports, new TaskUser("leader-0310", "見本 花子", "genba"));
    assertThat(login(ports.get("tasklist"), "leader-0310", "genba")).isEqualTo(204);
    assertThat(login(ports.get("tasklist"), "leader-0310", "wrong")).isEqualTo(401);

    assertThat(parent.terminate()).isEqualTo(143);
    assertThat(parent.living()).isEmpty();
  }

  private static void awaitReady(ParentProcess parent) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(500))
        .until(parent::isReady);
  }

  private static long startInstance(int port) {
    try (CamundaClient client = client(port)) {
      client
          .newDeployResourceCommand()
          .addProcessModel(
              Bpmn.createExecutableProcess("survivor")
                  .startEvent()
                  .serviceTask("wait", task -> task.zeebeJobType("survive"))
                  .endEvent()
                  .done(),
              "survivor.bpmn")
          .send()
          .join();
      return client
          .newCreateInstanceCommand()
          .bpmnProcessId("survivor")
          .latestVersion()
          .send()
          .join()
          .getProcessInstanceKey();
    }
  }

  private static ActivatedJob jobOf(int port) {
    try (CamundaClient client = client(port)) {
      return client
          .newActivateJobsCommand()
          .jobType("survive")
          .maxJobsToActivate(1)
          .requestTimeout(Duration.ofSeconds(20))
          .send()
          .join()
          .getJobs()
          .getFirst();
    }
  }

  private static CamundaClient client(int port) {
    return CamundaClient.newClientBuilder()
        .grpcAddress(URI.create("http://127.0.0.1:" + port))
        .preferRestOverGrpc(false)
        .build();
  }

  private static void letIn(Map<String, Integer> ports, TaskUser user) {
    TaskUsers.keptIn(URI.create("http://127.0.0.1:" + ports.get("search")), new AlwaysReady())
        .ensure(List.of(user));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> login(ports.get("tasklist"), user.userId(), user.password()) == 204);
  }

  private static int login(int port, String userId, String password)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "username=%s&password=%s".formatted(userId, password)))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
