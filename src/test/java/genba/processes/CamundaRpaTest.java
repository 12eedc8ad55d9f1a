package genba.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import genba.processes.CamundaRpaWorker.RpaJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the element template of Camunda RPA makes of a task is what the RPA worker needs, and every
 * way in which a script can end goes on in the model.
 */
class CamundaRpaTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TEMPLATE =
      Path.of("bpmn/.camunda/element-templates/camunda-rpa-run-script.json");
  private static final Path SCRIPT = Path.of("connectors/camunda-rpa/scripts/look-up-status.robot");

  @RegisterExtension static final InMemoryEngine engine = new InMemoryEngine();

  private final ProcessStory story = engine.story();
  private final CamundaRpaWorker worker = new CamundaRpaWorker(engine, "default");

  @BeforeEach
  void aModelMadeWithTheTemplate() throws IOException {
    deploy(
        Map.of(
            "script", "look-up-status",
            "timeout", "PT10M",
            "retries", "2",
            "input", "={receiptNumber: receiptNumber}"));
  }

  @Test
  void theWorkerGetsScriptTimeoutAndOnlyWhatItWasGiven() throws IOException {
    start();
    RpaJob job = worker.take();
    assertThat(job.type()).isEqualTo("camunda::RPA-Task::default");
    assertThat(job.timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(job.variables()).isEqualTo(Map.of("receiptNumber", "0208-003101"));
    assertThat(worker.script(job)).isEqualTo(Files.readString(SCRIPT));

    worker.pass(job, Map.of("applicationStatus", "交付済み"));
    story.passed("Task_LookUp").ended("End_LookedUp");
  }

  @Test
  void aScriptThatRefusesGoesOnAtTheErrorEvent() throws IOException {
    start();
    worker.throwError(worker.take(), "NOT_REGISTERED", "台帳にありません");
    story.passed("Event_NotRegistered").ended("End_NotRegistered");
  }

  @Test
  void aTaskThatFailedIsTriedAgainAndThenAnOperatorLooks() throws IOException {
    start();
    worker.fail(worker.take(), "There were task failures");
    worker.fail(worker.take(), "There were task failures");
    story.standsStillAt("Task_LookUp");
  }

  @Test
  void aScriptThatIsTooSlowIsGivenOutAgain() throws IOException {
    start();
    RpaJob first = worker.take();
    worker.runsOutOfTime(first);
    RpaJob again = worker.take();
    assertThat(again.key()).isEqualTo(first.key());
    worker.pass(again, Map.of());
    story.ended("End_LookedUp");
  }

  @Test
  void withoutATaskInputTheWorkerWouldGetEveryVariable() throws IOException {
    JsonNode input = property("input");
    assertThat(input.path("constraints").path("notEmpty").asBoolean()).isTrue();
    deploy(Map.of("script", "look-up-status", "input", ""));
    start();
    assertThat(worker.take().variables()).containsKey("applicant");
  }

  @Test
  void aScriptThatWasNotDeployedStopsTheTaskBeforeAnyWorkerSeesIt() throws IOException {
    deploy(Map.of("script", "no-such-script"));
    start();
    story.standsStillAt("Task_LookUp");
  }

  private void start() {
    story.start(
        "rpa-sample", Map.of("receiptNumber", "0208-003101", "applicant", "only here by mistake"));
  }

  /** Deploys script and model together, the task filled in as the Modeler does. */
  private static void deploy(Map<String, String> values) throws IOException {
    String rpa =
        JSON.writeValueAsString(
            Map.of(
                "id", "look-up-status",
                "name", "処理状況の照会",
                "executionPlatform", "Camunda Cloud",
                "executionPlatformVersion", "8.7.0",
                "script", Files.readString(SCRIPT)));
    engine
        .client()
        .newDeployResourceCommand()
        .addResourceStringUtf8(rpa, "look-up-status.rpa")
        .addResourceStringUtf8(model(values), "rpa-sample.bpmn")
        .send()
        .join();
    engine.settle();
  }

  private static JsonNode property(String id) throws IOException {
    for (JsonNode property : JSON.readTree(Files.readString(TEMPLATE)).path("properties")) {
      if (property.path("id").asText().equals(id)) {
        return property;
      }
    }
    throw new AssertionError("The template has no property " + id);
  }

  private static String model(Map<String, String> values) throws IOException {
    Map<String, String> definition = new LinkedHashMap<>();
    Map<String, String> resource = new LinkedHashMap<>();
    StringBuilder inputs = new StringBuilder();
    StringBuilder headers = new StringBuilder();
    for (JsonNode property : JSON.readTree(Files.readString(TEMPLATE)).path("properties")) {
      String value =
          values.getOrDefault(property.path("id").asText(), property.path("value").asText());
      JsonNode binding = property.path("binding");
      switch (binding.path("type").asText()) {
        case "zeebe:taskDefinition" -> definition.put(binding.path("property").asText(), value);
        case "zeebe:linkedResource" -> {
          resource.put("linkName", binding.path("linkName").asText());
          resource.put(binding.path("property").asText(), value);
        }
        case "zeebe:taskHeader" ->
            headers.append(
                "<zeebe:header key=\"%s\" value=\"%s\"/>"
                    .formatted(binding.path("key").asText(), value));
        case "zeebe:input" -> {
          if (!value.isEmpty()) {
            inputs.append(
                "<zeebe:input source=\"%s\" target=\"%s\"/>"
                    .formatted(value, binding.path("name").asText()));
          }
        }
        default -> throw new AssertionError("Unknown binding " + binding);
      }
    }
    return """
    <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="D" targetNamespace="sample">
      <bpmn:process id="rpa-sample" isExecutable="true">
        <bpmn:startEvent id="Start"><bpmn:outgoing>F1</bpmn:outgoing></bpmn:startEvent>
        <bpmn:serviceTask id="Task_LookUp">
          <bpmn:extensionElements>
            <zeebe:taskDefinition %s/>
            <zeebe:linkedResources><zeebe:linkedResource %s/></zeebe:linkedResources>
            <zeebe:taskHeaders>%s</zeebe:taskHeaders>
            <zeebe:ioMapping>%s</zeebe:ioMapping>
          </bpmn:extensionElements>
          <bpmn:incoming>F1</bpmn:incoming><bpmn:outgoing>F2</bpmn:outgoing>
        </bpmn:serviceTask>
        <bpmn:boundaryEvent id="Event_NotRegistered" attachedToRef="Task_LookUp">
          <bpmn:outgoing>F3</bpmn:outgoing>
          <bpmn:errorEventDefinition id="E" errorRef="Error_NotRegistered"/>
        </bpmn:boundaryEvent>
        <bpmn:endEvent id="End_LookedUp"><bpmn:incoming>F2</bpmn:incoming></bpmn:endEvent>
        <bpmn:endEvent id="End_NotRegistered"><bpmn:incoming>F3</bpmn:incoming></bpmn:endEvent>
        <bpmn:sequenceFlow id="F1" sourceRef="Start" targetRef="Task_LookUp"/>
        <bpmn:sequenceFlow id="F2" sourceRef="Task_LookUp" targetRef="End_LookedUp"/>
        <bpmn:sequenceFlow id="F3" sourceRef="Event_NotRegistered" targetRef="End_NotRegistered"/>
      </bpmn:process>
      <bpmn:error id="Error_NotRegistered" errorCode="NOT_REGISTERED"/>
    </bpmn:definitions>
    """
        .formatted(attributes(definition), attributes(resource), headers, inputs);
  }

  private static String attributes(Map<String, String> values) {
    StringBuilder attributes = new StringBuilder();
    values.forEach((name, value) -> attributes.append(" %s=\"%s\"".formatted(name, value)));
    return attributes.toString();
  }
}
