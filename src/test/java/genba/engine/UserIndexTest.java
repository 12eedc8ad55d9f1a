package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import genba.engine.local.AlwaysReady;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against an OpenSearch that knows just the two calls. */
class UserIndexTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, JsonNode> documents = new ConcurrentSkipListMap<>();
  private int bulks;
  private volatile int looks;
  private volatile boolean isThere;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/tasklist-user-1.4.0_/_mget", this::get);
    server.createContext("/tasklist-user-1.4.0_/_bulk", this::bulk);
    server.createContext("/tasklist-user-1.4.0_", this::look);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void peopleWithTheSamePasswordShareAHash() {
    ensure(
        new TaskUser("leader-0310", "見本 花子", "genba"),
        new TaskUser("chief-0310", "見本 太郎", "genba"));
    JsonNode leader = documents.get("leader-0310");
    assertThat(leader.path("displayName").asString()).isEqualTo("見本 花子");
    assertThat(leader.path("roles").get(0).asString()).isEqualTo("OPERATOR");
    assertThat(leader.path("password").asString())
        .startsWith("{bcrypt}$2a$")
        .isEqualTo(documents.get("chief-0310").path("password").asString());
  }

  @Test
  void onlyWhatChangedIsWritten() {
    ensure(new TaskUser("leader-0310", "見本 花子", "genba"));
    ensure(new TaskUser("leader-0310", "見本 花子", "genba"));
    assertThat(bulks).isEqualTo(1);

    JsonNode before = documents.get("leader-0310");
    ensure(new TaskUser("leader-0310", "見本 花子", "another"));
    assertThat(bulks).isEqualTo(2);
    assertThat(documents.get("leader-0310").path("password")).isNotEqualTo(before.path("password"));
  }

  @Test
  void nothingIsWrittenBeforeTasklistMadeItsIndex() {
    index().ensure(List.of(new TaskUser("leader-0310", "見本 花子", "genba")));
    await().until(() -> looks > 1);
    assertThat(documents).isEmpty();
    isThere = true;
    await().until(() -> documents.containsKey("leader-0310"));
  }

  private void ensure(TaskUser... users) {
    index().write(List.of(users));
  }

  private UserIndex index() {
    return new UserIndex(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        new AlwaysReady(),
        Duration.ofMillis(10));
  }

  private void look(HttpExchange exchange) throws IOException {
    looks = looks + 1;
    exchange.sendResponseHeaders(isThere ? 200 : 404, -1);
    exchange.close();
  }

  private void get(HttpExchange exchange) throws IOException {
    List<Map<String, Object>> docs = new ArrayList<>();
    for (JsonNode id : JSON.readTree(exchange.getRequestBody()).path("ids")) {
      JsonNode source = documents.get(id.asString());
      docs.add(
          source == null
              ? Map.of("_id", id.asString(), "found", false)
              : Map.of("_id", id.asString(), "found", true, "_source", source));
    }
    answer(exchange, Map.of("docs", docs));
  }

  private void bulk(HttpExchange exchange) throws IOException {
    bulks++;
    List<String> lines =
        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    for (int line = 0; line < lines.size(); line += 2) {
      documents.put(
          JSON.readTree(lines.get(line)).path("index").path("_id").asString(),
          JSON.readTree(lines.get(line + 1)));
    }
    answer(exchange, Map.of("errors", false));
  }

  private static void answer(HttpExchange exchange, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
