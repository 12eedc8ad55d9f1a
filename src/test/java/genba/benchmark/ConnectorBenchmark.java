package genba.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.GenbaApplication;
import genba.automation.Automations;
import genba.automation.Automations.NewAutomation;
import genba.benchmark.BenchmarkReport.Latency;
import genba.benchmark.BenchmarkReport.Pair;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.directory.DataClass;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.model.bpmn.Bpmn;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/**
 * How fast bots are called through Genba, beside a job worker written by hand. Not run with the
 * tests; the command is in the file it writes, {@value BenchmarkReport#FILE}.
 */
class ConnectorBenchmark {

  private static final Path FOLDER = Path.of("target", "benchmark").toAbsolutePath();
  private static final String CONNECTOR = "http-bot-start-run";
  private static final int INSTANCES = Integer.getInteger("benchmark.instances", 600);
  private static final int PAIRS = Integer.getInteger("benchmark.pairs", 7);
  private static final int WARM_UPS = Integer.getInteger("benchmark.warm-ups", 3);
  private static final int OUTSTANDING = 32;
  private static final int PARALLEL = 16;
  private static final int CALLS = Integer.getInteger("benchmark.calls", 10_000);

  /** The JVM's last compiler is done with the way of a call only after so many. */
  private static final int WARM_UP_CALLS = Integer.getInteger("benchmark.warm-up-calls", 20_000);

  private final Map<String, Object> input = Map.of("EXPORT", "2026-11.csv", "ITEMS", "1");

  @Test
  void botCallsThroughGenbaBesideABareWorker() throws Exception {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    FileSystemUtils.deleteRecursively(FOLDER.resolve("db"));
    FileSystemUtils.deleteRecursively(FOLDER.resolve("camunda/data"));
    Files.createDirectories(FOLDER);
    Map<String, Integer> ports = ports();
    URI gateway = URI.create("http://127.0.0.1:" + ports.get("genba.camunda.local.ports.grpc"));
    try (LoopbackBot bot = new LoopbackBot();
        ConfigurableApplicationContext hub = hub(ports, bot);
        CamundaClient client =
            CamundaClient.newClientBuilder()
                .grpcAddress(gateway)
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Duration.ofSeconds(60))
                .build()) {
      await().atMost(Duration.ofMinutes(5)).until(() -> deployed(client));
      try (BareWorker bare = new BareWorker(gateway, bot.address(), PARALLEL)) {
        String automation = automation(hub);
        JdbcClient jdbc = hub.getBean(JdbcClient.class);
        // First the single calls: they leave the way of a call compiled for the rounds.
        Latency latency = latency(hub.getBean(ConnectorGateway.class), bare);
        List<Pair> pairs = rounds(client, automation, bot, jdbc);
        BenchmarkReport report =
            new BenchmarkReport(
                INSTANCES, OUTSTANDING, PARALLEL, CALLS, WARM_UP_CALLS, load, pairs, latency);
        System.out.println(report.text());
        if ("write".equals(System.getProperty("benchmark"))) {
          report.write();
        }
      }
    }
  }

  private static boolean deployed(CamundaClient client) {
    try {
      for (String type : List.of(CONNECTOR, BareWorker.TYPE)) {
        client
            .newDeployResourceCommand()
            .addProcessModel(
                Bpmn.createExecutableProcess("benchmark-" + type)
                    .startEvent()
                    .serviceTask("Task_CallBot", task -> task.zeebeJobType(type))
                    .endEvent()
                    .done(),
                type + ".bpmn")
            .send()
            .join();
      }
      return true;
    } catch (RuntimeException notYetThere) {
      return false;
    }
  }

  private static Map<String, Integer> ports() throws Exception {
    Map<String, Integer> ports = new LinkedHashMap<>();
    List<ServerSocket> sockets = new ArrayList<>();
    ports.put("server.port", 0);
    for (String name :
        List.of(
            "tasklist",
            "rest",
            "grpc",
            "search",
            "search-transport",
            "broker-command",
            "broker-internal",
            "broker-management",
            "tasklist-internal",
            "tasklist-management")) {
      ServerSocket socket = new ServerSocket(0);
      sockets.add(socket);
      ports.put("genba.camunda.local.ports." + name, socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  /** The hub as it is delivered: its local Camunda, its H2 with a durable commit. */
  private static ConfigurableApplicationContext hub(Map<String, Integer> ports, LoopbackBot bot) {
    List<String> properties = new ArrayList<>();
    ports.forEach((name, port) -> properties.add("--%s=%d".formatted(name, port)));
    properties.addAll(
        List.of(
            "--genba.camunda.mode=local",
            "--genba.camunda.local.data-folder=" + FOLDER.resolve("camunda"),
            "--genba.directory.sample-city=true",
            "--spring.datasource.url=jdbc:h2:file:"
                + FOLDER.resolve("db/genba")
                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
            "--genba.connector.robot-framework.fetch-at-start=false",
            "--genba.connector.connections.http-bot.address=" + bot.address(),
            "--genba.connector.connections.http-bot.startPath=/bots/{bot}/runs",
            // The policy's limits protect a bot's owner; here they would be what is measured.
            "--genba.connector.connections.http-bot.rateLimitCalls=0",
            "--genba.connector.connections.http-bot.bulkheadCalls=" + PARALLEL));
    return SpringApplication.run(GenbaApplication.class, properties.toArray(String[]::new));
  }

  private static String automation(ConfigurableApplicationContext hub) {
    Automations automations = hub.getBean(Automations.class);
    String id =
        automations
            .register(
                "benchmark-" + UUID.randomUUID(),
                new NewAutomation(
                    "benchmark",
                    "0310",
                    "Benchmark",
                    "RPA",
                    "http-bot",
                    "adder",
                    DataClass.INTERNAL,
                    300,
                    20))
            .id();
    automations.goLive(id);
    return id;
  }

  private List<Pair> rounds(
      CamundaClient client, String automation, LoopbackBot bot, JdbcClient jdbc) throws Exception {
    List<Pair> pairs = new ArrayList<>();
    for (int round = 0; round < WARM_UPS + PAIRS; round++) {
      double genba = 0;
      double bare = 0;
      // Whoever is second in one pair is first in the next.
      for (int half = 0; half < 2; half++) {
        boolean through = (round + half) % 2 == 0;
        int calls = bot.calls();
        long gains = gains(jdbc, automation);
        double perSecond = round(client, through ? CONNECTOR : BareWorker.TYPE, automation);
        assertThat(bot.calls() - calls).as("calls of a round").isEqualTo(INSTANCES);
        assertThat(gains(jdbc, automation) - gains)
            .as("gains of a round")
            .isEqualTo(through ? INSTANCES : 0);
        if (through) {
          genba = perSecond;
        } else {
          bare = perSecond;
        }
      }
      System.out.printf("round %d: Genba %.1f/s, bare %.1f/s%n", round, genba, bare);
      if (round >= WARM_UPS) {
        pairs.add(new Pair(genba, bare));
      }
    }
    return pairs;
  }

  private static long gains(JdbcClient jdbc, String automation) {
    return jdbc.sql("select count(*) from gain_entry where automation_id = ?")
        .param(automation)
        .query(Long.class)
        .single();
  }

  /** Instances a second, each from its creation until the engine says that it has ended. */
  private double round(CamundaClient client, String type, String automation) throws Exception {
    Map<String, Object> variables =
        Map.of(
            "bot",
            "adder",
            "input",
            input,
            "dataClass",
            "INTERNAL",
            "countsFor",
            automation,
            "countedItems",
            1);
    Semaphore free = new Semaphore(OUTSTANDING);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    long begun = System.nanoTime();
    for (int instance = 0; instance < INSTANCES; instance++) {
      free.acquire();
      create(client, type, variables, free, failure);
    }
    free.acquire(OUTSTANDING);
    long took = System.nanoTime() - begun;
    assertThat(failure.get()).isNull();
    return INSTANCES / (took / 1e9);
  }

  /** An instance that the engine turned away for too much at a time is asked for again. */
  private static void create(
      CamundaClient client,
      String type,
      Map<String, Object> variables,
      Semaphore free,
      AtomicReference<@Nullable Throwable> failure) {
    var unused =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("benchmark-" + type)
            .latestVersion()
            .variables(variables)
            .withResult()
            .fetchVariables("nothing")
            .requestTimeout(Duration.ofSeconds(60))
            .send()
            .whenComplete(
                (_, thrown) -> {
                  if (thrown != null && thrown.toString().contains("RESOURCE_EXHAUSTED")) {
                    create(client, type, variables, free, failure);
                    return;
                  }
                  if (thrown != null) {
                    failure.set(thrown);
                  }
                  free.release();
                });
  }

  private interface Call {
    void make(String reference) throws Exception;
  }

  /** Calls one after the other, Genba's and bare ones in turn, in nanoseconds. */
  private Latency latency(ConnectorGateway connectors, BareWorker bare) throws Exception {
    Map<String, Object> parameters = Map.of("bot", "adder", "input", input);
    Call kamelet =
        reference ->
            assertThat(
                    connectors.call(
                        new ConnectorCall(
                            CONNECTOR, reference, parameters, null, "INTERNAL", null)))
                .isInstanceOf(ConnectorOutcome.Completed.class);
    Call plain = reference -> bare.call("adder", reference, input);
    long[] withGenba = new long[CALLS];
    long[] without = new long[CALLS];
    for (int call = -WARM_UP_CALLS; call < CALLS; call++) {
      String reference = "latency-" + call;
      long genbas = timed(kamelet, reference);
      long bares = timed(plain, reference);
      if (call >= 0) {
        withGenba[call] = genbas;
        without[call] = bares;
      }
    }
    Arrays.sort(withGenba);
    Arrays.sort(without);
    return new Latency(withGenba, without);
  }

  private static long timed(Call call, String reference) throws Exception {
    long begun = System.nanoTime();
    call.make(reference);
    return System.nanoTime() - begun;
  }
}
