package genba.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import genba.connector.Connector;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Every example once through everything: a task with the connector's element template, the engine,
 * the job worker, the gateway and its policies, and HTTP to a server that follows the example.
 */
@ExtendWith(ExamplesThroughZeebeTest.EngineEnd.class)
@SpringBootTest(
    properties = {
      "genba.camunda.mode=remote",
      "genba.connector.robot-framework.fetch-at-start=false",
      "spring.datasource.url=jdbc:h2:mem:examples;DB_CLOSE_DELAY=-1"
    })
@DirtiesContext
class ExamplesThroughZeebeTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final InMemoryEngine engine = new InMemoryEngine();
  private static final ScriptedSystems systems = new ScriptedSystems();
  private static final Map<String, ConnectorExample> examples =
      ConnectorExample.all(systems).stream()
          .collect(
              Collectors.toMap(
                  ConnectorExample::name, Function.identity(), (a, b) -> a, TreeMap::new));

  @Autowired private ConnectorCatalogue catalogue;

  /** What the engine knows of an instance in the end. */
  private record End(
      @Nullable String element,
      @Nullable String incident,
      @Nullable JobRecordValue failed,
      Map<String, JsonNode> variables) {}

  @DynamicPropertySource
  static void hub(DynamicPropertyRegistry registry) throws Exception {
    engine.start();
    registry.add("genba.camunda.remote.grpc", () -> engine.address().toString());
    for (ConnectorExample example : examples.values()) {
      String connection = "genba.connector.connections." + example.name() + ".";
      registry.add(connection + "system", example::system);
      registry.add(connection + "timeLimit", () -> "PT5S");
      example.connection().forEach((name, value) -> registry.add(connection + name, () -> value));
    }
  }

  /** The job's own reference is another in every run; the examples name theirs. */
  @TestConfiguration
  static class AsInTheExamples {

    @Bean
    @Primary
    ConnectorGateway gatewayOfExamples(@Qualifier("camelGateway") ConnectorGateway gateway) {
      return call -> {
        assertThat(call.reference()).startsWith("job-");
        ConnectorExample example = examples.get(call.connection());
        if (example == null) {
          return gateway.call(call);
        }
        JsonNode wanted = example.content().path("call");
        return gateway.call(
            new ConnectorCall(
                call.connector(),
                wanted.path("reference").asString("example-1"),
                call.parameters(),
                call.connection(),
                call.dataClass(),
                wanted.path("callbackAddress").asString(null)));
      };
    }
  }

  /** After the hub has stopped: its workers want to say good-bye to the engine. */
  static final class EngineEnd implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
      engine.stop();
      systems.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> examplesGoThroughTheEngine() throws Exception {
    deploy();
    Map<String, Long> instances = new HashMap<>();
    examples.forEach((name, example) -> instances.put(name, start(example)));
    Map<Long, End> ends = ends(instances);
    return examples.values().stream()
        .map(
            example ->
                dynamicTest(
                    example.name(), () -> check(example, ends.get(instances.get(example.name())))));
  }

  private void deploy() throws Exception {
    DeployResourceCommandStep2 command = null;
    for (ConnectorExample example : examples.values()) {
      byte[] model = model(example).getBytes(StandardCharsets.UTF_8);
      String file = example.name() + ".bpmn";
      command =
          command == null
              ? engine.client().newDeployResourceCommand().addResourceBytes(model, file)
              : command.addResourceBytes(model, file);
    }
    assertThat(command).isNotNull();
    command.send().join();
  }

  private static String model(ConnectorExample example) throws Exception {
    JsonNode template =
        ConnectorExample.JSON.readTree(
            Files.readString(
                Path.of("bpmn/.camunda/element-templates", example.connector() + ".json")));
    Map<String, String> typed = new HashMap<>();
    for (JsonNode property : template.path("properties")) {
      String id = property.path("id").asString("");
      JsonNode value = example.parameters().path(id);
      boolean dropdown = property.path("type").asString().equals("Dropdown");
      if (!value.isMissingNode()) {
        typed.put(
            id,
            !dropdown
                ? "=sample." + id
                : value.isBoolean() ? "=" + value.asString() : value.asString());
      }
    }
    String dataClass = example.content().path("call").path("dataClass").asString("INTERNAL");
    typed.put("connection", example.name());
    typed.put("dataClass", dataClass);
    typed.put("answer", "told");
    return TemplateTask.process(example.name(), template, typed);
  }

  private static long start(ConnectorExample example) {
    return engine
        .client()
        .newCreateInstanceCommand()
        .bpmnProcessId(example.name())
        .latestVersion()
        .variables(
            Map.of("sample", ConnectorExample.JSON.treeToValue(example.parameters(), Map.class)))
        .send()
        .join()
        .getProcessInstanceKey();
  }

  private static Map<Long, End> ends(Map<String, Long> instances) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> instances.values().stream().allMatch(look()::containsKey));
    engine.settle();
    return look();
  }

  private static Map<Long, End> look() {
    Map<Long, String> elements = new HashMap<>();
    Map<Long, String> incidents = new HashMap<>();
    Map<Long, JobRecordValue> failed = new HashMap<>();
    Map<Long, Map<String, JsonNode>> variables = new HashMap<>();
    for (Record<?> told : engine.records().toList()) {
      switch (told.getValue()) {
        case ProcessInstanceRecordValue value
            when told.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED
                && value.getElementId().startsWith("End_") ->
            elements.put(value.getProcessInstanceKey(), value.getElementId());
        case IncidentRecordValue value when told.getIntent() == IncidentIntent.CREATED ->
            incidents.put(value.getProcessInstanceKey(), value.getErrorMessage());
        case JobRecordValue value
            when told.getIntent() == JobIntent.FAILED && value.getRetries() > 0 ->
            failed.putIfAbsent(value.getProcessInstanceKey(), value);
        case VariableRecordValue value when value.getScopeKey() == value.getProcessInstanceKey() ->
            variables
                .computeIfAbsent(value.getProcessInstanceKey(), _ -> new HashMap<>())
                .put(value.getName(), ConnectorExample.JSON.readTree(value.getValue()));
        default -> {}
      }
    }
    Map<Long, End> ends = new HashMap<>();
    Stream.of(elements, incidents, failed)
        .flatMap(map -> map.keySet().stream())
        .forEach(
            key ->
                ends.put(
                    key,
                    new End(
                        elements.get(key),
                        incidents.get(key),
                        failed.get(key),
                        variables.getOrDefault(key, Map.of()))));
    return ends;
  }

  private void check(ConnectorExample example, End end) {
    assertThat(systems.differences(example.name())).as("requests").isEmpty();
    JsonNode expected = example.expected();
    switch (expected.path("outcome").asString()) {
      case "Completed" -> {
        assertThat(end.element()).as("%s", end).isEqualTo(TemplateTask.DONE);
        if (expected.has("output")) {
          assertThat(end.variables().get("told")).isEqualTo(expected.path("output"));
        }
      }
      case "Accepted" -> {
        assertThat(end.element()).as("%s", end).isEqualTo(TemplateTask.DONE);
        JsonNode told = end.variables().get("told");
        assertThat(told.path("accepted").asBoolean()).isTrue();
        expected
            .path("output")
            .properties()
            .forEach(
                output ->
                    assertThat(told.path(output.getKey()))
                        .as(output.getKey())
                        .isEqualTo(output.getValue()));
      }
      case "Rejected" -> {
        assertThat(end.element()).as("%s", end).isEqualTo(TemplateTask.REJECTED);
        JsonNode rejection = end.variables().get("rejection");
        if (expected.has("code")) {
          assertThat(rejection.path("code")).isEqualTo(expected.path("code"));
        }
        assertThat(rejection.path("message").asString())
            .contains(expected.path("message").asString(""));
      }
      case "RetryLater" -> checkLater(example, end);
      case "Misconfigured" -> {
        assertThat(end.incident()).as("%s", end).contains(expected.path("reason").asString(""));
        assertThat(end.failed()).as("no repetition helps").isNull();
      }
      default -> throw new AssertionError(expected);
    }
  }

  /** What may have been done is repeated only where it does no harm or can be looked up. */
  private void checkLater(ConnectorExample example, End end) {
    Connector connector = catalogue.find(example.connector()).orElseThrow();
    boolean mayBeRepeated =
        connector.idempotent()
            || connector.name().endsWith("-start-run") && connector.lookupByReference();
    List<JsonNode> exchanges = example.content().path("exchanges").valueStream().toList();
    int status = exchanges.getLast().path("response").path("status").asInt();
    // Whoever answers 2xx and means "later" says in the connector whether anything was done.
    boolean saidByConnector = status / 100 == 2 && end.failed() != null;
    if (mayBeRepeated || status == 425 || status == 429 || saidByConnector) {
      assertThat(end.failed()).as("%s", end).isNotNull();
      assertThat(end.failed().getRetries()).isEqualTo(4);
      assertThat(end.failed().getErrorMessage())
          .contains(example.expected().path("reason").asString(""));
      if (example.expected().has("backOffSeconds")) {
        assertThat(end.failed().getRetryBackoff() / 1000)
            .isEqualTo(example.expected().path("backOffSeconds").asLong());
      }
    } else {
      assertThat(end.incident()).as("%s", end).contains("It is not known whether");
    }
  }
}
