package genba.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.connector.Connector;
import genba.connector.ConnectorCatalogue;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.VariableRecordValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.UserRequestPostProcessor;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

/**
 * A file makes a connector: dropped in beside a running hub, checked, used in a model by its
 * template, and taken away again.
 */
@ExtendWith(DropInTest.EngineEnd.class)
@SpringBootTest(
    properties = {
      "genba.camunda.mode=remote",
      "genba.connector.robot-framework.fetch-at-start=false",
      "spring.datasource.url=jdbc:h2:mem:drop-in;DB_CLOSE_DELAY=-1"
    })
@AutoConfigureMockMvc
@DirtiesContext
class DropInTest {

  private static final String CONNECTOR = "library-count-loans";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final UserRequestPostProcessor DIGITAL_OFFICE =
      user("digital-0130").roles("DIGITAL_OFFICE");
  private static final InMemoryEngine engine = new InMemoryEngine();
  private static final ScriptedSystems systems = new ScriptedSystems();

  @TempDir static Path connectors;

  @Autowired private MockMvc mvc;
  @Autowired private ConnectorCatalogue catalogue;

  @DynamicPropertySource
  static void hub(DynamicPropertyRegistry registry) throws Exception {
    engine.start();
    Path policies = Files.createDirectories(connectors.resolve("_policies"));
    Path standard = Path.of("connectors/_policies/standard.policy.yaml");
    Files.copy(standard, policies.resolve(standard.getFileName()));
    registry.add("genba.camunda.remote.grpc", () -> engine.address().toString());
    registry.add("genba.connector.folder", connectors::toString);
    registry.add(
        "genba.connector.connections.library.address",
        () -> systems.addressed("loans", "https://library.example", Set.of()));
    registry.add("genba.connector.connections.library.apiKey", () -> "example-secret");
  }

  /** After the hub has stopped: its workers want to say good-bye to the engine. */
  static final class EngineEnd implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
      engine.stop();
      systems.close();
    }
  }

  @Test
  void aFileBecomesAConnectorAndIsUsedAndGoes() throws Exception {
    load().andExpect(content().string(containsString("変更はありません")));

    drop("library.connection.yaml", CONNECTION);
    drop("examples/count-loans.json", EXAMPLE);
    drop(CONNECTOR + "-action.kamelet.yaml", KAMELET.replace("body.loans", "body.lent"));
    load()
        .andExpect(content().string(containsString(CONNECTOR + "-action.kamelet.yaml")))
        .andExpect(content().string(containsString("使えないファイルがあります")));
    assertThat(catalogue.find(CONNECTOR)).get().extracting(Connector::problem).isNotNull();

    drop(CONNECTOR + "-action.kamelet.yaml", KAMELET);
    load().andExpect(content().string(containsString("変更を読み込みました")));
    mvc.perform(get("/connectors/" + CONNECTOR).with(DIGITAL_OFFICE))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("貸出の数を調べる")))
        .andExpect(content().string(containsString("GENBA_CONNECTOR_CONNECTIONS_LIBRARY_APIKEY")))
        .andExpect(content().string(containsString("設定済み（表示しません）")))
        .andExpect(content().string(not(containsString("example-secret"))));
    mvc.perform(
            get("/connectors/" + CONNECTOR).param("try", "count-loans.json").with(DIGITAL_OFFICE))
        .andExpect(content().string(containsString("例のとおりに動きました")));

    systems.script("loans", ConnectorExample.JSON.readTree(EXAMPLE).path("exchanges"));
    long instance = start(deployed(template()));
    await().atMost(PATIENCE).until(() -> ended(instance));
    assertThat(systems.differences("loans")).isEmpty();
    assertThat(variable(instance, "loans").path("loans").asInt()).isEqualTo(3);

    Files.delete(library(CONNECTOR + "-action.kamelet.yaml"));
    Files.delete(library("examples/count-loans.json"));
    load().andExpect(content().string(containsString("外しました")));
    assertThat(catalogue.find(CONNECTOR)).isEmpty();
    mvc.perform(get("/connectors/" + CONNECTOR).with(DIGITAL_OFFICE))
        .andExpect(status().isNotFound());
    start("count-loans");
    assertThat(nobodyElseTakesTheJob()).isTrue();
  }

  /** Presses the button, and reads the page it leads to. */
  private ResultActions load() throws Exception {
    var pressed =
        mvc.perform(post("/connectors/load").with(DIGITAL_OFFICE).with(csrf()))
            .andExpect(redirectedUrl("/connectors/load"))
            .andReturn();
    return mvc.perform(
            get("/connectors/load").with(DIGITAL_OFFICE).flashAttrs(pressed.getFlashMap()))
        .andExpect(status().isOk());
  }

  private JsonNode template() throws Exception {
    byte[] json =
        mvc.perform(get("/connectors/" + CONNECTOR + "/template.json").with(DIGITAL_OFFICE))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    return ConnectorExample.JSON.readTree(json);
  }

  private static String deployed(JsonNode template) {
    String model =
        TemplateTask.process(
            "count-loans",
            template,
            Map.of("branch", "=where", "dataClass", "PUBLIC", "answer", "loans"));
    engine
        .client()
        .newDeployResourceCommand()
        .addResourceBytes(model.getBytes(StandardCharsets.UTF_8), "count-loans.bpmn")
        .send()
        .join();
    return "count-loans";
  }

  private static long start(String process) {
    return engine
        .client()
        .newCreateInstanceCommand()
        .bpmnProcessId(process)
        .latestVersion()
        .variables(Map.of("where", "中央館"))
        .send()
        .join()
        .getProcessInstanceKey();
  }

  private static boolean ended(long instance) {
    return engine
        .records()
        .filter(told -> told.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED)
        .map(Record::getValue)
        .map(ProcessInstanceRecordValue.class::cast)
        .anyMatch(
            value ->
                value.getProcessInstanceKey() == instance
                    && value.getElementId().equals(TemplateTask.DONE));
  }

  private static JsonNode variable(long instance, String name) {
    return engine
        .records()
        .map(Record::getValue)
        .filter(VariableRecordValue.class::isInstance)
        .map(VariableRecordValue.class::cast)
        .filter(value -> value.getScopeKey() == instance && value.getName().equals(name))
        .map(value -> ConnectorExample.JSON.readTree(value.getValue()))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private static boolean nobodyElseTakesTheJob() {
    return !engine
        .client()
        .newActivateJobsCommand()
        .jobType(CONNECTOR)
        .maxJobsToActivate(1)
        .requestTimeout(Duration.ofSeconds(10))
        .send()
        .join()
        .getJobs()
        .isEmpty();
  }

  private static void drop(String file, String text) throws IOException {
    Files.createDirectories(library(file).getParent());
    Files.writeString(library(file), text);
  }

  private static Path library(String file) {
    return connectors.resolve("library").resolve(file);
  }

  private static final String CONNECTION =
      """
      title: 図書館システム
      description: 図書館の貸出を管理するシステムです。
      policy: standard
      properties:
        address:
          title: 基底アドレス
          required: true
          example: "https://library.example"
        apiKey:
          title: APIキー
          required: true
          format: password
          example: example-secret
      authentication:
        type: header
        header: X-Api-Key
        value: "= connection.apiKey"
      """;

  private static final String KAMELET =
      """
      apiVersion: camel.apache.org/v1
      kind: Kamelet
      metadata:
        name: library-count-loans-action
        annotations:
          genba.jp/data-classes: PUBLIC, INTERNAL
          genba.jp/time-limit: PT10S
          genba.jp/idempotent: "true"
        labels:
          camel.apache.org/kamelet.type: action
      spec:
        definition:
          title: 図書館：貸出の数を調べる
          description: 館ごとに、いま貸し出している本の数を調べます。
          type: object
          required:
            - branch
          properties:
            branch:
              title: 館
              description: 館の名前
              type: string
              example: 中央館
        dependencies:
          - "camel:kamelet"
          - "camel:core"
        template:
          from:
            uri: "kamelet:source"
            steps:
              - setBody:
                  language:
                    language: feel
                    expression: |-
                      {method: "GET", path: "/loans", query: {branch: parameters.branch}}
              - to: "connection:http"
              - setBody:
                  language:
                    language: feel
                    expression: |-
                      {loans: body.loans}
      """;

  private static final String EXAMPLE =
      """
      {
        "title": "館の貸出の数が分かる",
        "call": {"connector": "library-count-loans", "parameters": {"branch": "中央館"}},
        "exchanges": [
          {
            "request": {"method": "GET", "path": "/loans", "query": {"branch": "中央館"}},
            "response": {"status": 200, "json": {"loans": 3}}
          }
        ],
        "expect": {"outcome": "Completed", "output": {"loans": 3}}
      }
      """;
}
