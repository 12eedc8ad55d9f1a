package genba.web.powerplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.automation.Automations;
import genba.automation.Automations.NewAutomation;
import genba.directory.DataClass;
import genba.testing.PageTest;
import io.swagger.parser.SwaggerParser;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Power Platform imports is sound, is the API, and stands in {@code connectors/}. {@code mvn
 * test -Dtest=PowerPlatformTest -Dswagger=write} writes it anew.
 */
@PageTest
class PowerPlatformTest {

  private static final Path COMMITTED = Path.of("connectors/power-platform/swagger.json");
  private static final Pattern JAPANESE =
      Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}\\p{IsHan}]");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @Autowired private MockMvc mvc;
  @Autowired private MessageSource messages;
  @Autowired private Automations automations;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transactions;

  @Test
  void theCommittedDocumentIsThisHubs() throws Exception {
    PowerPlatformProperties properties =
        new PowerPlatformProperties(
            URI.create("https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize"),
            URI.create("https://login.microsoftonline.com/organizations/oauth2/v2.0/token"),
            "api://genba/access_as_user");
    JsonNode document =
        new SwaggerDocument(
                Words.load(), messages, properties, URI.create("https://genba.city.example"))
            .of(JSON.readTree(read("/v3/api-docs")));
    String text = JSON.writeValueAsString(document) + "\n";
    if ("write".equals(System.getProperty("swagger"))) {
      Files.writeString(COMMITTED, text);
    }
    assertThat(text)
        .as(
            "%s is old; write it with: mvn test -Dtest=PowerPlatformTest -Dswagger=write",
            COMMITTED)
        .isEqualTo(Files.readString(COMMITTED));
    assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(new SwaggerParser().readWithInfo(text).getMessages()).isEmpty();
  }

  @Test
  void theServedDocumentIsSoundAndNamesThisHub() throws Exception {
    String served = read("/api/v1/power-platform/swagger.json");
    assertThat(new SwaggerParser().readWithInfo(served).getMessages()).isEmpty();
    JsonNode document = JSON.readTree(served);
    assertThat(document.path("host").asString()).isEqualTo("localhost:8090");
    assertThat(document.path("schemes").get(0).asString()).isEqualTo("http");
    assertThat(document.path("basePath").asString()).isEqualTo("/api/v1");
    assertThat(document.path("securityDefinitions").path("oauth2").path("flow").asString())
        .isEqualTo("accessCode");
  }

  @Test
  void everythingHasAJapaneseNameAndWhatIsHiddenHasADefault() throws Exception {
    JsonNode document = document();
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        String id = operation.path("operationId").asString();
        assertThat(id).matches("[a-z]+([A-Z][a-z]+)+");
        assertThat(operation.path("summary").asString()).as(id).containsPattern(JAPANESE);
        assertThat(operation.path("description").asString()).as(id).containsPattern(JAPANESE);
        for (JsonNode parameter : operation.path("parameters")) {
          if (parameter.path("in").asString().equals("body")) {
            assertNamed(id, parameter.path("schema"));
          } else {
            assertThat(parameter.path("x-ms-summary").asString())
                .as("%s %s", id, parameter.path("name"))
                .containsPattern(JAPANESE);
            boolean hidden = parameter.path("x-ms-visibility").asString("").equals("internal");
            assertThat(!hidden || parameter.has("default")).isTrue();
          }
        }
        operation.path("responses").forEach(answer -> assertNamed(id, answer.path("schema")));
      }
    }
  }

  @Test
  void everyWordIsOfAFieldThatExists() throws Exception {
    JsonNode schemas = JSON.readTree(read("/v3/api-docs")).path("components").path("schemas");
    Words words = Words.load().part("words");
    for (String schema : words.names()) {
      assertThat(words.part(schema).names())
          .as("words for %s", schema)
          .isSubsetOf(schemas.path(schema).path("properties").propertyNames());
    }
  }

  @Test
  void everyFieldOfARequestHasAWord() throws Exception {
    JsonNode schemas = JSON.readTree(read("/v3/api-docs")).path("components").path("schemas");
    Words words = Words.load().part("words");
    for (String request : List.of("Proposal", "HandIn", "RunRequest")) {
      assertThat(words.part(request).names())
          .as("words for %s", request)
          .containsExactlyInAnyOrderElementsOf(
              schemas.path(request).path("properties").propertyNames());
    }
  }

  @Test
  void everyOperationDoesWhatTheDocumentSays() throws Exception {
    DocumentedClient client = new DocumentedClient(document(), mvc);
    String title = "転入届の入力を自動化する（Power Apps）";
    String section =
        client.choices("proposeImprovement", "departmentCode", "staff-0310").get("市民課");
    JsonNode proposed =
        client.call(
            "proposeImprovement",
            "staff-0310",
            Map.of(
                "Idempotency-Key",
                "flow-1",
                "title",
                title,
                "departmentCode",
                section,
                "problem",
                "手で入力している。",
                "kindOfWork",
                "DATA_ENTRY",
                "dataClass",
                "INTERNAL",
                "casesPerYear",
                2400,
                "minutesPerCase",
                3,
                "expectedMinutesAfter",
                0.5));
    String id = proposed.path("id").asString();
    assertThat(client.choices("getImprovement", "id", "staff-0310")).containsEntry(title, id);
    assertThat(
            client
                .call("getImprovement", "staff-0310", Map.of("id", id))
                .path("stage")
                .path("code")
                .asString())
        .isEqualTo("PROPOSED");

    prototypeIsWaitedFor(id);
    assertThat(client.choices("handInPrototype", "id", "leader-0310")).containsEntry(title, id);
    JsonNode prototype =
        client.call(
            "handInPrototype",
            "leader-0310",
            Map.of(
                "id",
                id,
                "link",
                "https://make.powerapps.example/app/1",
                "environment",
                "TEST",
                "trialCases",
                20,
                "trialMinutesPerCase",
                0.5));
    assertThat(prototype.path("version").asInt()).isEqualTo(1);
    assertThat(
            client
                .call("listImprovements", "leader-0310", Map.of("stage", "IN_APPROVAL"))
                .path("items")
                .findValuesAsString("id"))
        .contains(id);

    String automation = automation(id);
    assertThat(client.choices("startRun", "id", "leader-0310")).containsValue(automation);
    assertThat(
            client.call("listAutomations", "leader-0310", Map.of("department", section)).isEmpty())
        .isFalse();
    JsonNode run =
        client.call(
            "startRun",
            "leader-0310",
            Map.of("id", automation, "Idempotency-Key", "flow-2", "input", Map.of("day", "today")));
    JsonNode same = client.call("getRun", "leader-0310", Map.of("id", run.path("id").asString()));
    assertThat(same.path("state").asString()).isEqualTo("REQUESTED");

    client.call("getCityGains", "staff-0310", Map.of("fiscalYear", 2026));
    JsonNode gains = client.call("getDepartmentGains", "staff-0310", Map.of("department", section));
    assertThat(gains.path("name").asString()).isEqualTo("市民課");
  }

  /** As the engine would say it. */
  private void prototypeIsWaitedFor(String improvementId) {
    long process = Math.abs(improvementId.hashCode()) + 1_000_000L;
    jdbc.sql(
            """
            update improvement set stage = 'PROTOTYPING', process_instance_key = ? where id = ?
            """)
        .params(process, improvementId)
        .update();
    jdbc.sql(
            """
            insert into work_item (id, process_instance_key, process_id, element_id, label,
              subject, subject_path, opened_at)
            values (?, ?, 'improvement-lifecycle', 'Task_BuildPrototype', '', '', '', ?)
            """)
        .params(process, process, OffsetDateTime.now())
        .update();
  }

  private String automation(String improvementId) {
    return transactions.execute(
        status -> {
          String automation =
              automations
                  .register(
                      improvementId + ":1",
                      new NewAutomation(
                          improvementId,
                          "0310",
                          "転入届の登録ロボット",
                          "RPA",
                          "robot-framework",
                          "e-application-register",
                          DataClass.PERSONAL,
                          240,
                          30))
                  .id();
          automations.goLive(automation);
          return automation;
        });
  }

  private static void assertNamed(String operation, JsonNode schema) {
    for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
      assertThat(field.getValue().path("x-ms-summary").asString(""))
          .as("%s %s", operation, field.getKey())
          .containsPattern(JAPANESE);
      assertNamed(operation, field.getValue());
    }
    if (schema.has("items")) {
      assertNamed(operation, schema.path("items"));
    }
  }

  private JsonNode document() throws Exception {
    return JSON.readTree(read("/api/v1/power-platform/swagger.json"));
  }

  private String read(String path) throws Exception {
    return mvc.perform(get(path).with(user("digital-0130")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString(StandardCharsets.UTF_8);
  }
}
