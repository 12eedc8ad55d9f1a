package genba.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the models to the engine in one command. Unchanged files make no new version; of a changed
 * one running instances keep theirs.
 */
final class Deployment {
  private static final Logger LOG = LoggerFactory.getLogger(Deployment.class);

  private final CamundaClient client;
  private final ModelFolder models;
  private final DeploymentStatus status;

  Deployment(CamundaClient client, ModelFolder models, DeploymentStatus status) {
    this.client = client;
    this.models = models;
    this.status = status;
  }

  /** False when the engine is away, and it should be tried again. */
  boolean deploy() {
    List<String> problems = new ArrayList<>(models.problems());
    try {
      if (!models.files().isEmpty()) {
        deployAll();
      }
    } catch (ClientStatusException e) {
      String reason = String.valueOf(e.getStatus().getDescription());
      switch (e.getStatusCode()) {
        case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE, ALREADY_EXISTS ->
            problems.add("The engine refuses the models: " + oneLine(reason));
        default -> {
          LOG.warn("Cannot deploy the models now, trying again: {}", reason);
          return false;
        }
      }
    } catch (ClientException e) {
      LOG.warn("Cannot deploy the models now, trying again", e);
      return false;
    }
    problems.forEach(LOG::error);
    status.finished(models.files().size(), problems);
    return true;
  }

  /** The engine answers in an indented list. */
  private static String oneLine(String reason) {
    return reason.strip().replaceAll("\\s*\\R\\s*-?\\s*", " ");
  }

  private void deployAll() {
    var first = models.files().getFirst();
    DeployResourceCommandStep2 command =
        client.newDeployResourceCommand().addResourceBytes(first.content(), first.name());
    for (var file : models.files().subList(1, models.files().size())) {
      command = command.addResourceBytes(file.content(), file.name());
    }
    var event = command.requestTimeout(Duration.ofSeconds(30)).send().join();
    for (var process : event.getProcesses()) {
      LOG.info("Process {} is at version {}", process.getBpmnProcessId(), process.getVersion());
    }
  }
}
