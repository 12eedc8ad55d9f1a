package genba.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.story.Clerk.OpenTask;
import genba.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The product's main story on its real parts: the packed hub, its local Camunda, Tasklist in
 * Chromium, a Robot Framework bot, and a hub that is killed in the middle of a run.
 */
class StoryIT {

  private static final Path FOLDER = Path.of("target", "story");
  private static final Duration LONG = Duration.ofMinutes(4);

  private static HubProcess hub;
  private static Clerk clerk;

  @BeforeAll
  static void startHub() throws Exception {
    deleteOld(FOLDER.resolve("hub"));
    Files.createDirectories(FOLDER.resolve("screenshots"));
    hub = new HubProcess(FOLDER.resolve("hub"));
    hub.start();
    waitFor("the hub and its engine", LONG, () -> hub.isHealthy());
    clerk =
        Chromium.startIfPresent()
            .<Clerk>map(chromium -> new BrowserClerk(hub, chromium, FOLDER.resolve("screenshots")))
            .orElseGet(
                () -> {
                  System.err.println(
                      "SKIPPED: no 'chromium' on the PATH; Tasklist is worked through its APIs");
                  return new ApiClerk(hub);
                });
  }

  @AfterAll
  static void endHub() throws InterruptedException {
    if (clerk != null) {
      clerk.close();
    }
    if (hub != null) {
      hub.close();
    }
  }

  @Test
  void anImprovementLivesFromIdeaToRecordedGain() throws Exception {
    // A member of the section proposes in Tasklist, and thereby becomes the proposer.
    clerk.propose("staff-0310", proposal());
    clerk.complete("staff-0310", task("Task_ConfirmProposal"), "confirm-proposal", Map.of());
    String id = waitForValue("the registered improvement", this::onlyImprovement);

    // The department's leader hands in a prototype.
    clerk.complete("leader-0310", task("Task_BuildPrototype"), "build-prototype", prototype());

    // Who may not decide is put back, and told so.
    OpenTask decision = task("Task_DecideApproval");
    clerk.complete("backup-0310", decision, "decide-approval", Map.of("decision", "APPROVE"));
    OpenTask again = taskOtherThan(decision);
    assertThat(clerk.read("chief-0310", again)).contains("権限");

    // The section's chief approves; the bot's trial run decides on going live.
    clerk.complete("chief-0310", again, "decide-approval", Map.of("decision", "APPROVE"));
    waitFor(
        "the live automation", LONG, () -> automation(id).path("state").asString().equals("LIVE"));
    String automation = automation(id).path("id").asString();

    // A run by hand: the bot really runs, and what it left goes to the section.
    String first = request(automation, "first", Map.of());
    waitFor("the end of the first run", LONG, () -> run(first).path("ended").asBoolean());
    JsonNode ended = run(first);
    assertThat(ended.path("state").asString()).isEqualTo("SUCCEEDED");
    assertThat(ended.path("itemsDone").asInt()).isGreaterThan(150);
    assertThat(ended.path("itemsRejected").asInt()).isPositive();
    int minutes = 30;
    clerk.complete(
        "staff-0310",
        task("Task_HandleByHand"),
        "handle-by-hand",
        Map.of("itemsHandled", ended.path("itemsRejected").asInt(), "minutesSpent", minutes));

    // The gain: items done, each five minutes shorter, less the handwork.
    long expected = ended.path("itemsDone").asLong() * 5 * 60 - minutes * 60L;
    waitFor("the gain of the department", LONG, () -> actualSeconds() == expected);
    if (clerk instanceof BrowserClerk browser) {
      assertThat(browser.hubPage("leader-0310", "/gains/0310", "gains-of-the-department"))
          .contains("住民異動届の入力を自動化する");
      assertThat(browser.hubPage("leader-0310", "/improvements/" + id, "improvement"))
          .contains("住民異動届の入力を自動化する");
      assertThat(browser.hubPage("leader-0310", "/runs/" + first, "run")).contains("193");
      assertThat(browser.hubPage("leader-0310", "/", "home")).contains("太田 みどり");
    }

    // The hub is killed in the middle of a run, and started again.
    String second = request(automation, "second", Map.of("PACE", "0.2"));
    waitFor("the bot at work", LONG, () -> run(second).path("state").asString().equals("RUNNING"));
    hub.kill();
    hub.start();
    waitFor("the hub after the kill", LONG, () -> hub.isHealthy());
    waitFor("the end of the second run", LONG, () -> run(second).path("ended").asBoolean());
    assertThat(run(second).path("state").asString()).isEqualTo("SUCCEEDED");
    OpenTask left = task("Task_HandleByHand");
    assertThat(left.name()).isNotBlank();

    hub.close();
    assertThat(ledgerRows(first, "MEASURED")).isEqualTo(1);
    assertThat(ledgerRows(first, "HANDWORK")).isEqualTo(1);
    assertThat(ledgerRows(second, "MEASURED")).isEqualTo(1);
  }

  private static Map<String, Object> proposal() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("title", "住民異動届の入力を自動化する");
    fields.put("departmentCode", "0310");
    fields.put("kindOfWork", "DATA_ENTRY");
    fields.put("problem", "電子申請で届いた届出を、職員が一件ずつ台帳に入力している。");
    fields.put("dataClass", "INTERNAL");
    fields.put("casesPerYear", 12_000);
    fields.put("minutesPerCase", 6);
    fields.put("measuredBy", "市民課 窓口係");
    fields.put("measuredHow", "一週間の実測");
    fields.put("expectedMinutesAfter", 1);
    fields.put("expectedCostYen", 1);
    return fields;
  }

  private static Map<String, Object> prototype() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("artefactLink", "https://make.powerautomate.com/environments/test/flows/jumin");
    fields.put("artefactEnvironment", "TEST");
    fields.put("trialCases", 20);
    fields.put("trialMinutesPerCase", 1);
    fields.put("botSystem", "robot-framework");
    fields.put("botName", "e-application-register");
    fields.put("prototypeNote", "試験環境で20件を試した。");
    return fields;
  }

  private String onlyImprovement() {
    JsonNode items = hub.get("leader-0310", "/api/v1/improvements?department=0310").path("items");
    return items.isEmpty() ? null : items.get(0).path("id").asString();
  }

  private static JsonNode automation(String improvementId) {
    for (JsonNode automation : hub.get("leader-0310", "/api/v1/automations?department=0310")) {
      if (automation.path("improvementId").asString().equals(improvementId)) {
        return automation;
      }
    }
    return tools.jackson.databind.node.MissingNode.getInstance();
  }

  private static String request(String automation, String key, Map<String, String> input) {
    return hub.post(
            "leader-0310",
            "/api/v1/automations/%s/runs".formatted(automation),
            Map.of("input", input),
            "Idempotency-Key",
            key)
        .path("id")
        .asString();
  }

  private static JsonNode run(String id) {
    return hub.get("leader-0310", "/api/v1/runs/" + id);
  }

  private static long actualSeconds() {
    return hub.get("leader-0310", "/api/v1/gains/0310")
        .path("totals")
        .path("actual")
        .path("seconds")
        .asLong();
  }

  private static OpenTask task(String elementId) throws Exception {
    return waitForValue("the task " + elementId, () -> openTask(elementId, ""));
  }

  private static OpenTask taskOtherThan(OpenTask earlier) throws Exception {
    return waitForValue(
        "a new " + earlier.elementId(), () -> openTask(earlier.elementId(), earlier.key()));
  }

  private static OpenTask openTask(String elementId, String notThis) {
    JsonNode tasks =
        hub.postToTasklist(
            "/v1/tasks/search", Map.of("state", "CREATED", "taskDefinitionId", elementId));
    for (JsonNode task : tasks) {
      if (!task.path("id").asString().equals(notThis)) {
        return new OpenTask(task.path("id").asString(), elementId, task.path("name").asString());
      }
    }
    return null;
  }

  private static void waitFor(String what, Duration longest, Callable<Boolean> condition) {
    await(what)
        .atMost(longest)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              assertThat(hub.isAlive()).as("The hub ended; see %s", hub.log()).isTrue();
              return condition.call();
            });
  }

  private static <T> T waitForValue(String what, Callable<T> value) {
    return await(what)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .until(value, found -> found != null);
  }

  private static int ledgerRows(String run, String kind) throws SQLException {
    String url = "jdbc:h2:file:" + hub.folder().resolve(".genba/db/genba");
    try (var connection = DriverManager.getConnection(url, "genba", "");
        var query =
            connection.prepareStatement(
                "select count(*) from gain_entry where source_id = ? and kind = ?")) {
      query.setString(1, run);
      query.setString(2, kind);
      try (var rows = query.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private static void deleteOld(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
