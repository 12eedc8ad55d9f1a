package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What policies do to calls, seen from the system that is called and from who calls. */
@SpringBootTest(
    classes = {ConnectorTestApplication.class, GatewayPolicyTest.Meters.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "genba.connector.robot-framework.fetch-at-start=false")
class GatewayPolicyTest {

  static class Meters {
    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static final HttpServer SERVER = server();
  private static volatile Function<Integer, Integer> status = turn -> 200;
  private static volatile CountDownLatch hold = new CountDownLatch(0);

  @TempDir static Path folder;

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired MeterRegistry meters;

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext(
          "/",
          exchange -> {
            SEEN.add(
                exchange.getRequestMethod()
                    + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            int code = status.apply(SEEN.size());
            try {
              hold.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            byte[] body =
                ("{\"message\":\"said for policy-example-secret at"
                        + " https://x.example/?sig=0123456\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    write("_policies/quick.policy.yaml", "timeLimit: PT10S\nredelivery: {after: PT0.02S}\n");
    write(
        "steady/steady.connection.yaml",
        """
        title: Steady
        policy: quick
        properties:
          address: {title: Address, required: true, example: "https://steady.example"}
          token: {title: Token, required: true, format: password, example: example-token}
        authentication: {type: bearer, token: "= connection.token"}
        """);
    write("steady/steady-get-thing-action.kamelet.yaml", kamelet("get", true));
    write("steady/steady-add-thing-action.kamelet.yaml", kamelet("add", false));
    write(
        "steady/steady-book-thing-action.kamelet.yaml",
        kamelet("book", false)
            .replace(
                "- to: \"connection:http\"\n",
                "- to: \"connection:http\"\n"
                    + "        - setBody:\n"
                    + "            language: {language: feel, expression: '{path:"
                    + " \"/things/1\"}'}\n"
                    + "        - to: \"connection:http\"\n"));
    write("other-token", "policy-example-secret");
    write("token", "policy-example-secret");
    registry.add("genba.connector.folder", folder::toString);
    String address = "http://localhost:" + SERVER.getAddress().getPort();
    connection(registry, "steady", address, Map.of());
    connection(
        registry,
        "fragile",
        address,
        Map.of(
            "circuitBreakerFailureRate", "50",
            "circuitBreakerCalls", "4",
            "circuitBreakerMinimumCalls", "4",
            "circuitBreakerOpenFor", "PT1M"));
    connection(registry, "narrow", address, Map.of("bulkheadCalls", "1", "bulkheadWait", "PT0S"));
    connection(registry, "slow", address, Map.of("rateLimitCalls", "2", "rateLimitPer", "PT10M"));
    connection(registry, "hasty", address, Map.of("timeLimit", "PT0.3S"));
    connection(registry, "odd", address, Map.of("rateLimitCalls", "many"));
    fromFile(registry, "fresh", address, folder.resolve("token"));
    fromFile(registry, "other", address, folder.resolve("other-token"));
  }

  private static void fromFile(
      DynamicPropertyRegistry registry, String name, String address, Path token) {
    String prefix = "genba.connector.connections." + name + ".";
    registry.add(prefix + "system", () -> "steady");
    registry.add(prefix + "address", () -> address);
    registry.add(prefix + "token", () -> "secret:file:" + token);
  }

  private static void connection(
      DynamicPropertyRegistry registry, String name, String address, Map<String, String> limits) {
    String prefix = "genba.connector.connections." + name + ".";
    registry.add(prefix + "system", () -> "steady");
    registry.add(prefix + "address", () -> address);
    registry.add(prefix + "token", () -> "policy-example-secret");
    limits.forEach((key, value) -> registry.add(prefix + key, () -> value));
  }

  @AfterAll
  static void stop() {
    SERVER.stop(0);
  }

  @BeforeEach
  void fresh() {
    SEEN.clear();
    status = turn -> 200;
    hold = new CountDownLatch(0);
  }

  @Test
  void onlyWhatIsIdempotentIsSentOnceMoreAndOnlyOnce() {
    status = turn -> turn == 1 ? 502 : 200;
    assertThat(get("steady")).isInstanceOf(Completed.class);
    assertThat(SEEN).hasSize(2);

    fresh();
    status = turn -> 502;
    assertThat(get("steady")).isInstanceOf(RetryLater.class);
    assertThat(SEEN).hasSize(2);

    fresh();
    status = turn -> 502;
    assertThat(add("steady")).isInstanceOf(RetryLater.class);
    assertThat(SEEN).hasSize(1);

    fresh();
    status = turn -> 409;
    assertThat(get("steady")).isInstanceOf(Rejected.class);
    assertThat(SEEN).hasSize(1);
  }

  @Test
  void anInterruptedConnectionIsNoSuccessAndAsksNobody() {
    status = turn -> 500;
    for (int i = 0; i < 4; i++) {
      add("fragile");
    }
    status = turn -> 200;
    SEEN.clear();

    ConnectorOutcome outcome = add("fragile");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            RetryLater.class,
            later -> {
              assertThat(later.reason()).contains("fragile is interrupted");
              assertThat(later.backOff()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
              assertThat(later.untouched()).isTrue();
            });
    assertThat(SEEN).isEmpty();
    assertThat(add("steady")).as("another connection of the system").isInstanceOf(Completed.class);
    assertThat(meters.get("genba.connector.breaker").tag("connection", "fragile").gauge().value())
        .isEqualTo(2);
    assertThat(
            meters
                .get("genba.connector.calls")
                .tag("connection", "fragile")
                .tag("outcome", "RetryLater")
                .timer()
                .count())
        .isEqualTo(4);
  }

  @Test
  void aFullConnectionTellsToComeAgain() throws Exception {
    hold = new CountDownLatch(1);
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ConnectorOutcome> first = others.submit(() -> add("narrow"));
      org.awaitility.Awaitility.await().until(() -> SEEN.size() == 1);

      assertThat(add("narrow"))
          .isInstanceOfSatisfying(
              RetryLater.class, later -> assertThat(later.untouched()).isTrue());

      hold.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Completed.class);
      assertThat(add("narrow")).isInstanceOf(Completed.class);
    }
  }

  @Test
  void aSpentRateTellsToComeAgain() {
    assertThat(add("slow")).isInstanceOf(Completed.class);
    assertThat(add("slow")).isInstanceOf(Completed.class);
    assertThat(add("slow")).isInstanceOf(RetryLater.class);
    assertThat(SEEN).hasSize(2);
  }

  @Test
  void theConnectionsOwnTimeLimitIsTheStrongest() {
    hold = new CountDownLatch(1);
    long begun = System.nanoTime();
    assertThat(add("hasty")).isInstanceOf(RetryLater.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    hold.countDown();
  }

  @Test
  void aRefusedSecretIsReadAnewOnce() throws IOException {
    assertThat(add("fresh")).isInstanceOf(Completed.class);
    status = turn -> 401;
    assertThat(add("fresh")).isInstanceOf(Misconfigured.class);
    assertThat(SEEN).hasSize(2);

    write("token", "policy-example-secret-2");
    SEEN.clear();
    status = turn -> turn == 1 ? 401 : 200;
    assertThat(add("fresh")).isInstanceOf(Completed.class);
    assertThat(SEEN)
        .containsExactly(
            "POST Bearer policy-example-secret", "POST Bearer policy-example-secret-2");
  }

  @Test
  void afterAnEffectACallIsNeitherUntouchedNorMadeAgain() throws IOException {
    status = turn -> turn == 1 ? 200 : 429;
    assertThat(call("steady-book-thing", "steady"))
        .isInstanceOfSatisfying(RetryLater.class, later -> assertThat(later.untouched()).isFalse());
    assertThat(SEEN).hasSize(2);

    status = turn -> 200;
    add("other");
    write("other-token", "policy-example-secret-4");
    SEEN.clear();
    status = turn -> turn == 1 ? 200 : 401;
    assertThat(call("steady-book-thing", "other")).isInstanceOf(Misconfigured.class);
    assertThat(SEEN).hasSize(2);
  }

  @Test
  void noSecretComesBack() {
    assertThat(add("steady").toString())
        .contains("said for *** at")
        .doesNotContain("policy-example-secret");
    status = turn -> 422;
    assertThat(add("steady").toString())
        .contains("said for *** at https://x.example/?sig=***")
        .doesNotContain("policy-example-secret");
  }

  @Test
  void whatIsWrongWithAConnectionIsNamed() {
    assertThat(add("odd"))
        .isInstanceOfSatisfying(
            Misconfigured.class,
            wrong ->
                assertThat(wrong.reason())
                    .contains("genba.connector.connections.odd", "rateLimit.calls"));
    assertThat(add("unheard-of")).isInstanceOf(Misconfigured.class);
  }

  @Test
  void dataTravelsOnlyWhereItMay() {
    assertThat(
            gateway.call(
                new ConnectorCall(
                    "steady-add-thing", "run-1", Map.of(), "steady", "SPECIFIC_PERSONAL", null)))
        .isEqualTo(
            new Misconfigured(
                "steady-add-thing may carry PUBLIC, INTERNAL, but not SPECIFIC_PERSONAL"));
    assertThat(SEEN).isEmpty();
  }

  @Test
  void theCatalogueKnowsItsCapacity() {
    assertThat(catalogue.capacity("steady-get-thing").timeLimit())
        .isEqualTo(Duration.ofSeconds(10));
  }

  private ConnectorOutcome get(String connection) {
    return call("steady-get-thing", connection);
  }

  private ConnectorOutcome add(String connection) {
    return call("steady-add-thing", connection);
  }

  private ConnectorOutcome call(String connector, String connection) {
    return gateway.call(
        new ConnectorCall(connector, "run-1", Map.of(), connection, "INTERNAL", null));
  }

  private static void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String kamelet(String verb, boolean idempotent) {
    return """
    apiVersion: camel.apache.org/v1
    kind: Kamelet
    metadata:
      name: steady-%s-thing-action
      annotations:
        genba.jp/data-classes: PUBLIC, INTERNAL
        genba.jp/idempotent: "%s"
    spec:
      definition: {title: Thing, description: Does it, type: object, properties: {}}
      template:
        from:
          uri: "kamelet:source"
          steps:
            - setBody:
                language: {language: feel, expression: '{method: "%s", path: "/things"}'}
            - to: "connection:http"
            - setBody:
                language: {language: feel, expression: '{said: body.message}'}
    """
        .formatted(verb, idempotent, idempotent ? "GET" : "POST");
  }
}
