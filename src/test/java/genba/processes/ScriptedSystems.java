package genba.processes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every host of the examples as a server on loopback that follows their scripts: {@code
 * https://uipath.example/…} becomes {@code http://localhost:4711/<script>/…}. Questions for a token
 * are answered beside the script, and the token is then wanted.
 */
final class ScriptedSystems implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern HOST = Pattern.compile("https://([a-z0-9.-]+\\.[a-z]+)");
  private static final Pattern TOKEN_PATH = Pattern.compile(".*/(token|authentication)");

  private final Map<String, HttpServer> hosts = new ConcurrentHashMap<>();
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  /**
   * A text with this script's own addresses instead of those of the examples.
   *
   * @param others addresses that are nobody's the script plays
   */
  String addressed(String script, String text, Set<String> others) {
    return HOST.matcher(text)
        .replaceAll(
            host ->
                others.contains(host.group())
                    ? host.group()
                    : "http://localhost:%d/%s".formatted(port(host.group(1)), script));
  }

  private int port(String host) {
    return hosts.computeIfAbsent(host, _ -> serve()).getAddress().getPort();
  }

  void script(String name, JsonNode exchanges) {
    scripts.put(name, new Script(exchanges));
  }

  /** How the requests differed from the script, in sentences. */
  List<String> differences(String script) {
    return Objects.requireNonNull(scripts.get(script)).result();
  }

  private HttpServer serve() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getRawPath().split("/", 3);
    Script script = path.length > 1 ? scripts.get(path[1]) : null;
    byte[] body = exchange.getRequestBody().readAllBytes();
    JsonNode answer = script == null ? null : script.answer(exchange, body);
    if (answer == null) {
      exchange.close(); // no answer at all
      return;
    }
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                exchange.getResponseHeaders().add(header.getKey(), header.getValue().asString()));
    String text =
        answer.has("json") ? answer.path("json").toString() : answer.path("text").asString("");
    if (answer.has("json")) {
      exchange.getResponseHeaders().add("Content-Type", "application/json");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        answer.path("status").asInt(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    hosts.values().forEach(server -> server.stop(0));
  }

  /** One example's exchanges, in turn. */
  private static final class Script {
    private final JsonNode exchanges;
    private final List<String> differences = new ArrayList<>();
    private int turn;
    private @Nullable String token;

    Script(JsonNode exchanges) {
      this.exchanges = exchanges;
    }

    /** Null: the network fails. */
    synchronized @Nullable JsonNode answer(HttpExchange exchange, byte[] body) {
      String sent = new String(body, StandardCharsets.UTF_8);
      if (asksForToken(exchange)) {
        token = "token-" + turn + "-" + exchange.getRequestURI().getPath().hashCode();
        return JSON.valueToTree(
            Map.of(
                "status",
                200,
                "json",
                Map.of("access_token", token, "token", token, "expires_in", 3600)));
      }
      // What may be sent once more by itself: after no answer, 5xx or 429, and with a new token.
      boolean again =
          turn > 0
              && turn >= exchanges.size()
              && repeatable(exchanges.get(turn - 1).path("response"));
      JsonNode expected = again ? exchanges.get(turn - 1) : exchanges.get(turn);
      if (expected == null) {
        differences.add(
            "request %d is not in the example: %s".formatted(turn + 1, exchange.getRequestURI()));
        return JSON.valueToTree(Map.of("status", 404));
      }
      turn += again ? 0 : 1;
      compare(expected.path("request"), exchange, sent);
      JsonNode response = expected.path("response");
      return response.has("fault") ? null : response;
    }

    synchronized List<String> result() {
      List<String> all = new ArrayList<>(differences);
      if (turn < exchanges.size()) {
        all.add("only %d of %d requests were made".formatted(turn, exchanges.size()));
      }
      return all;
    }

    private static boolean repeatable(JsonNode response) {
      return response.has("fault")
          || response.path("status").asInt() >= 500
          || List.of(401, 425, 429).contains(response.path("status").asInt());
    }

    private boolean asksForToken(HttpExchange exchange) {
      String path = exchange.getRequestURI().getPath();
      JsonNode next = exchanges.get(turn);
      String wanted = next == null ? "" : next.path("request").path("path").asString("/");
      return exchange.getRequestMethod().equals("POST")
          && TOKEN_PATH.matcher(path).matches()
          && !TOKEN_PATH.matcher(wanted).matches();
    }

    private void compare(JsonNode expected, HttpExchange exchange, String sent) {
      URI uri = exchange.getRequestURI();
      same("method", expected.path("method").asString("GET"), exchange.getRequestMethod());
      URI wanted = URI.create(expected.path("url").asString(expected.path("path").asString("")));
      if (!uri.getRawPath().endsWith(wanted.getRawPath())) {
        same("path", wanted.getRawPath(), uri.getRawPath());
      }
      Map<String, String> query = query(wanted.getRawQuery());
      expected
          .path("query")
          .properties()
          .forEach(e -> query.put(e.getKey(), e.getValue().asString()));
      Map<String, String> asked = query(uri.getRawQuery());
      // An address may carry a query of its own; the example names what the connector adds.
      asked.keySet().retainAll(query.keySet().isEmpty() ? List.of() : asked.keySet());
      same("query", query, query.isEmpty() ? query : asked);
      expected
          .path("headers")
          .properties()
          .forEach(
              header ->
                  same(
                      header.getKey(),
                      header.getValue().asString(),
                      exchange.getRequestHeaders().getFirst(header.getKey())));
      if (token != null
          && exchange.getRequestHeaders().values().stream()
              .noneMatch(values -> values.getFirst().contains(token))) {
        differences.add("request %d does not carry the token".formatted(turn));
      }
      if (expected.has("json")) {
        same("JSON", expected.path("json"), read(sent));
      } else if (expected.has("text")) {
        same("text", expected.path("text").asString(), sent);
      } else if (expected.has("form")) {
        Map<String, String> form = new TreeMap<>();
        expected
            .path("form")
            .properties()
            .forEach(e -> form.put(e.getKey(), e.getValue().asString()));
        same("form", form, query(sent));
      }
    }

    private void same(String what, @Nullable Object expected, @Nullable Object actual) {
      if (!Objects.equals(expected, actual)) {
        differences.add(
            "request %d: %s should be %s, but is %s".formatted(turn, what, expected, actual));
      }
    }

    private static @Nullable JsonNode read(String text) {
      try {
        return JSON.readTree(text);
      } catch (JacksonException e) {
        return null;
      }
    }

    private static Map<String, String> query(@Nullable String raw) {
      Map<String, String> query = new TreeMap<>();
      if (raw != null && !raw.isEmpty()) {
        for (String pair : raw.split("&")) {
          String[] parts = pair.split("=", 2);
          query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
        }
      }
      return query;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
  }
}
