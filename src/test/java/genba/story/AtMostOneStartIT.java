package genba.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.connector.stub.HttpBotStub;
import genba.connector.stub.VendorStub;
import genba.connector.stub.VendorStub.Fault;
import genba.engine.local.ParentProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * Two hundred runs at a bot server that is as unreliable as the seed says, in a hub that is killed
 * three times: each is started once, ends, and is in the ledger once. {@code -Dseed=…} repeats one.
 */
class AtMostOneStartIT {

  private static final int RUNS = 200;
  private static final Path FOLDER = Path.of("target", "at-most-one-start").toAbsolutePath();
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String DEPARTMENT = "0310";
  private static final String USER = "digital-0130";

  /** What can become of a start besides going well; the last four are about its callback. */
  private static final List<Fault> START_FAULTS =
      List.of(
          Fault.BAD_GATEWAY_THOUGH_STARTED,
          Fault.BAD_GATEWAY_THOUGH_STARTED,
          Fault.TRICKLE,
          Fault.RESET,
          Fault.HANG,
          Fault.TOO_MANY_REQUESTS,
          Fault.CALLBACK_DUPLICATE,
          Fault.CALLBACK_EARLY,
          Fault.CALLBACK_LATE,
          Fault.CALLBACK_FORGED);

  private static final List<Fault> LOOK_FAULTS =
      List.of(Fault.BAD_GATEWAY_THOUGH_STARTED, Fault.RESET, Fault.TOO_MANY_REQUESTS);

  private final long seed = Long.getLong("seed", System.nanoTime() & 0xffffff);
  private final Random random = new Random(seed);
  private final Map<Fault, Integer> planned = new TreeMap<>();

  @Test
  void everyRunIsStartedOnceWhateverHappens() throws Exception {
    System.out.printf("At most one start: -Dseed=%d%n", seed);
    FileSystemUtils.deleteRecursively(FOLDER);
    Map<String, Integer> ports = ParentProcess.freePorts();
    ParentProcess camunda = ParentProcess.start(FOLDER.resolve("camunda"), ports);
    try (HttpBotStub bots = new HttpBotStub().workFor(Duration.ofMillis(700));
        HubProcess hub = new HubProcess(FOLDER.resolve("hub"))) {
      registerAutomations(database(hub));
      planFaults(bots);
      bots.reachHubAt(hub.page("").toString());
      waitFor("Camunda", hub, camunda::isReady);
      String[] settings = settings(bots, ports);
      hub.start(settings);
      waitFor("the hub", hub, hub::isHealthy);

      Instant begin = Instant.now();
      List<String> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        runs.add(request(hub, i));
        if (i == RUNS / 4 || i == RUNS / 2) {
          restart(hub, settings);
        }
      }
      waitFor("half of the runs", hub, () -> ended(hub) >= RUNS / 2);
      restart(hub, settings);
      waitFor("the end of all runs", hub, () -> ended(hub) == RUNS);
      bots.sendLateCallbacks();
      Duration took = Duration.between(begin, Instant.now());
      awaitSettled(hub);
      hub.close();
      report(bots, database(hub), runs, took);
    } finally {
      camunda.kill();
    }
  }

  private void report(HttpBotStub bots, String database, List<String> runs, Duration took)
      throws SQLException {
    Map<String, String> states = new LinkedHashMap<>();
    Map<String, Integer> rows = new LinkedHashMap<>();
    try (Connection connection = DriverManager.getConnection(database, "genba", "");
        var query =
            connection.prepareStatement(
                """
                select r.id, r.state, (select count(*) from gain_entry g where g.source_id = r.id) as entries
                from run r
                """);
        var result = query.executeQuery()) {
      while (result.next()) {
        states.put(result.getString("id"), result.getString("state"));
        rows.put(result.getString("id"), result.getInt("entries"));
      }
    }
    Map<String, Integer> byState = new TreeMap<>();
    states.values().forEach(state -> byState.merge(state, 1, Integer::sum));
    System.out.printf(
        "At most one start: seed %d, %d runs in %d s %s, faults %s, callbacks answered %s%n",
        seed, runs.size(), took.toSeconds(), byState, planned, counted(bots.callbackAnswers()));
    assertThat(states.keySet()).containsExactlyInAnyOrderElementsOf(runs);
    List<String> unstarted = new ArrayList<>();
    for (String run : runs) {
      int starts = bots.acceptedStarts(run);
      assertThat(starts).as("starts of %s", run).isLessThanOrEqualTo(1);
      if (starts == 0) {
        // All tries met a fault, or a machine too busy to answer in time: people have it.
        assertThat(states.get(run)).as("state of %s, never started", run).isEqualTo("FAILED");
        unstarted.add(run);
      }
    }
    assertThat(unstarted).as("runs that never were started").hasSizeLessThan(RUNS / 20);
    assertThat(states.values()).as("final states").isSubsetOf("SUCCEEDED", "FAILED");
    assertThat(rows.values()).as("ledger rows of a run").containsOnly(1);
  }

  private static Map<Integer, Integer> counted(List<Integer> statuses) {
    Map<Integer, Integer> counts = new TreeMap<>();
    statuses.forEach(status -> counts.merge(status, 1, Integer::sum));
    return counts;
  }

  /** Each run has a bot of its own, so that the seed alone decides what it meets. */
  private void planFaults(VendorStub bots) {
    for (int i = 0; i < RUNS; i++) {
      int troubles = random.nextInt(10) < 5 ? 1 : random.nextInt(10) < 4 ? 2 : 0;
      for (int k = 0; k < troubles; k++) {
        plan(bots, START_FAULTS, "POST /bots/%s/runs".formatted(bot(i)));
      }
    }
    for (int i = 0; i < RUNS / 8; i++) {
      plan(bots, LOOK_FAULTS, "GET /runs/");
    }
  }

  private void plan(VendorStub bots, List<Fault> faults, String pattern) {
    Fault fault = faults.get(random.nextInt(faults.size()));
    planned.merge(fault, 1, Integer::sum);
    bots.inject(fault, pattern, 1);
  }

  private static String bot(int i) {
    return "bot-%03d".formatted(i);
  }

  private static void registerAutomations(String database) throws SQLException {
    Flyway.configure().dataSource(database, "genba", "").load().migrate();
    try (Connection connection = DriverManager.getConnection(database, "genba", "");
        var insert =
            connection.prepareStatement(
                """
                insert into automation (id, registration_key, improvement_id, department_code, name, tool, bot_system, bot,
                  data_class, baseline_seconds, residual_seconds, state, registered_at)
                values (?, ?, 'improvement', ?, ?, 'RPA', 'http-bot', ?, 'INTERNAL', 300, 20, 'LIVE', current_timestamp)
                """)) {
      for (int i = 0; i < RUNS; i++) {
        insert.setString(1, bot(i));
        insert.setString(2, bot(i));
        insert.setString(3, DEPARTMENT);
        insert.setString(4, "自動化 " + i);
        insert.setString(5, bot(i));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static String[] settings(HttpBotStub bots, Map<String, Integer> ports) {
    List<String> settings = new ArrayList<>();
    settings.add("--genba.camunda.mode=remote");
    settings.add("--genba.camunda.remote.grpc=http://localhost:" + ports.get("grpc"));
    settings.add("--genba.camunda.remote.rest=http://localhost:" + ports.get("rest"));
    settings.add("--genba.camunda.remote.tasklist=http://localhost:" + ports.get("tasklist"));
    settings.add("--genba.camunda.jobs.timeout=10s");
    settings.add("--genba.directory.sample-city=true");
    settings.add("--genba.address=" + VendorStub.HUB);
    settings.add("--genba.automation.start-back-off=2s");
    settings.add("--genba.automation.start-deadline=3m");
    settings.add("--genba.automation.leader-lease=4s");
    Map<String, String> connection = new LinkedHashMap<>(bots.connection());
    connection.put("parallelRuns", "40");
    connection.put("timeLimit", "PT5S");
    connection.put("bulkheadCalls", "40");
    connection.put("rateLimitCalls", "10000");
    connection.put("circuitBreakerFailureRate", "100");
    connection.forEach(
        (name, value) ->
            settings.add("--genba.connector.connections.http-bot.%s=%s".formatted(name, value)));
    return settings.toArray(String[]::new);
  }

  private static String database(HubProcess hub) {
    return "jdbc:h2:file:%s;WRITE_DELAY=0".formatted(hub.folder().resolve(".genba/db/genba"));
  }

  /** Asked again with the same key until the hub has answered: that too is one run. */
  private static String request(HubProcess hub, int i) {
    String path = "/api/v1/automations/%s/runs".formatted(bot(i));
    return await("run " + i)
        .atMost(Duration.ofMinutes(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () -> hub.post(USER, path, Map.of(), "Idempotency-Key", "once").path("id").asString(),
            id -> !id.isEmpty());
  }

  private static void restart(HubProcess hub, String... settings) throws Exception {
    hub.kill();
    hub.start(settings);
    waitFor("the hub after a kill", hub, hub::isHealthy);
  }

  private static int ended(HubProcess hub) {
    return count(hub, run -> run.path("ended").asBoolean());
  }

  private static int count(HubProcess hub, Predicate<JsonNode> condition) {
    int count = 0;
    for (var automation : hub.get(USER, "/api/v1/automations?department=" + DEPARTMENT)) {
      count += condition.test(automation.path("lastRun")) ? 1 : 0;
    }
    return count;
  }

  /** A run that succeeded has done three items. */
  private static void awaitSettled(HubProcess hub) {
    int items = 3 * count(hub, run -> run.path("state").asString().equals("SUCCEEDED"));
    waitFor(
        "the ledger",
        hub,
        () ->
            hub.get(USER, "/api/v1/gains/" + DEPARTMENT).path("totals").path("items").asInt()
                >= items);
  }

  private static void waitFor(String what, HubProcess hub, Callable<Boolean> condition) {
    await(what)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              if (hub.isStarted()) {
                assertThat(hub.isAlive()).as("The hub ended; see %s", hub.log()).isTrue();
              }
              return condition.call();
            });
  }
}
