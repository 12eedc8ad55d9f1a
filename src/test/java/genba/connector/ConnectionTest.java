package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A connector file that speaks HTTP through its connection, against a real server. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=src/test/resources/genba/connector/kamelets",
      "genba.connector.connections.wire.clientId=example-client",
      "genba.connector.connections.wire.clientSecret=example-secret",
      "genba.connector.connections.wire.folder=市民局",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class ConnectionTest {

  private record Seen(String method, String path, String query, String token, String body) {}

  private static final HttpServer SERVER = server();
  private static final List<Seen> SEEN = new CopyOnWriteArrayList<>();
  private static volatile int tokens;
  private static volatile String valid = "";
  private static volatile int status = 201;
  private static volatile String answer = "";

  @Autowired ConnectorGateway gateway;
  @Autowired Examples examples;

  @DynamicPropertySource
  static void address(DynamicPropertyRegistry registry) {
    registry.add(
        "genba.connector.connections.wire.address",
        () -> "http://localhost:" + SERVER.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    SERVER.stop(0);
  }

  @BeforeEach
  void fresh() {
    SEEN.clear();
    status = 201;
    answer = "{\"Key\":\"k-1\"}";
  }

  @Test
  void aTokenIsFetchedOnceAndRenewedWhenItIsRefused() {
    assertThat(start()).isEqualTo(new Accepted("run-1", Map.of("key", "k-1")));
    assertThat(start()).isInstanceOf(Accepted.class);
    int before = tokens;

    valid = "another";
    assertThat(start()).isInstanceOf(Accepted.class);

    assertThat(tokens).isEqualTo(before + 1);
    assertThat(SEEN).filteredOn(seen -> seen.method().equals("POST")).hasSize(3);
    assertThat(SEEN)
        .filteredOn(seen -> seen.method().equals("POST"))
        .allSatisfy(
            seen ->
                assertThat(seen.body())
                    .isEqualToIgnoringWhitespace(
                        """
                        {"name":"nightly","reference":"run-1","looked":"yes","arguments":"{\\"a\\":\\"é市\\"}"}
                        """));
    assertThat(SEEN.getFirst().query()).isEqualTo("%24filter=Reference%20eq%20%27run-1%27");
  }

  @Test
  void theVendorsOwnWordsComeBack() {
    status = 409;
    answer = "{\"message\":\"no robot\",\"errorCode\":1002}";
    assertThat(start()).isEqualTo(new Rejected("1002", "no robot"));
    status = 400;
    assertThat(start()).isEqualTo(new Rejected("HTTP_400", "HTTP 400 no robot"));
    status = 429;
    assertThat(start()).isEqualTo(new RetryLater("HTTP 429 no robot", Duration.ofSeconds(7), true));
    status = 403;
    answer = "{\"error\":{\"code\":\"x\",\"message\":\"missing privilege\"}}";
    assertThat(start()).isEqualTo(new Misconfigured("HTTP 403 missing privilege"));
  }

  @Test
  void anExampleIsReplayedWithoutANetwork() {
    ExampleFile example = examples.of("wire").get("wire-start-job.json");

    ExampleRun run = examples.rehearse("wire", example);

    assertThat(run.differences()).isEmpty();
    assertThat(run.made()).hasSize(2);
    assertThat(SEEN).isEmpty();
  }

  @Test
  void aDifferenceFromTheExampleIsTold() {
    ExampleFile example = examples.of("wire").get("wire-start-job.json");
    ExampleFile other =
        new ExampleFile(
            example.title(),
            Map.of(),
            null,
            new ExampleFile.Call("wire-start-job", "run-2", Map.of("job", "other"), null, null),
            example.exchanges(),
            null,
            example.expect());

    assertThat(examples.rehearse("wire", other).differences())
        .anySatisfy(
            line -> assertThat(line).startsWith("request 1: query should be").contains("run-2"))
        .anySatisfy(line -> assertThat(line).startsWith("request 2: JSON should be"));
  }

  private ConnectorOutcome start() {
    return gateway.call(
        new ConnectorCall(
            "wire-start-job", "run-1", Map.of("job", "nightly", "input", Map.of("a", "é市"))));
  }

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/token", ConnectionTest::token);
      server.createContext("/jobs", ConnectionTest::jobs);
      server.start();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(form)
        .isEqualTo(
            "grant_type=client_credentials&client_id=example-client&client_secret=example-secret&scope=jobs");
    tokens++;
    valid = "token-" + tokens;
    answer(exchange, 200, "{\"access_token\":\"%s\",\"expires_in\":3600}".formatted(valid));
  }

  private static void jobs(HttpExchange exchange) throws IOException {
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (!token.equals("Bearer " + valid)) {
      answer(exchange, 401, "");
      return;
    }
    SEEN.add(
        new Seen(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            String.valueOf(exchange.getRequestURI().getRawQuery()),
            token,
            body));
    if (exchange.getRequestMethod().equals("GET")) {
      answer(exchange, 200, "{\"value\":[]}");
    } else {
      exchange.getResponseHeaders().add("Retry-After", "7");
      answer(exchange, status, answer);
    }
  }

  private static void answer(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
