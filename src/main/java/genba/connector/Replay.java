package genba.connector;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plays another system from an example's exchanges: each request must come as written and in its
 * turn. What differed is told in sentences.
 */
final class Replay {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A request that was made, for showing it. */
  record Made(WireRequest request, WireAnswer answer) {}

  private final List<ExampleFile.Exchange> script;
  private final List<Made> made = new ArrayList<>();
  private final List<String> differences = new ArrayList<>();

  Replay(List<ExampleFile.Exchange> script) {
    this.script = List.copyOf(script);
  }

  /**
   * @throws IOException where the example says that the network fails
   */
  synchronized WireAnswer answer(WireRequest request) throws IOException, InterruptedException {
    int turn = made.size();
    if (turn >= script.size()) {
      String more =
          "request %d (%s %s) is not in the example"
              .formatted(turn + 1, request.method(), request.uri());
      differences.add(more);
      throw new IllegalArgumentException("Example: " + more);
    }
    ExampleFile.Exchange expected = script.get(turn);
    compare(turn + 1, expected.request(), request);
    ExampleFile.Response response = expected.response();
    if ("RESET".equals(response.fault())) {
      made.add(new Made(request, new WireAnswer(0, Map.of(), "")));
      throw new SocketException("Connection reset");
    }
    if ("HANG".equals(response.fault())) {
      made.add(new Made(request, new WireAnswer(0, Map.of(), "")));
      TimeUnit.HOURS.sleep(1);
    }
    Map<String, String> headers = new TreeMap<>();
    response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    WireAnswer answer = new WireAnswer(response.status(), headers, response.body());
    made.add(new Made(request, answer));
    return answer;
  }

  /** What was asked and answered so far. */
  synchronized List<Made> made() {
    return List.copyOf(made);
  }

  /** How the requests differed from the example; also where some were never made. */
  synchronized List<String> differences() {
    List<String> all = new ArrayList<>(differences);
    if (made.size() < script.size() && differences.isEmpty()) {
      all.add("only %d of %d requests were made".formatted(made.size(), script.size()));
    }
    return all;
  }

  private void compare(int turn, ExampleFile.Request expected, WireRequest actual) {
    differs(turn, "method", expected.method(), actual.method());
    if (expected.url() != null) {
      differs(turn, "url", expected.url(), actual.uri().toString());
    } else {
      String path = Objects.requireNonNullElse(expected.path(), "");
      if (!actual.uri().toString().endsWith(path)) {
        differences.add(
            "request %d: the path should end with %s, but is %s"
                .formatted(turn, path, actual.uri().getRawPath()));
      }
    }
    differs(turn, "query", new TreeMap<>(expected.query()), new TreeMap<>(actual.query()));
    expected
        .headers()
        .forEach((name, value) -> differs(turn, "header " + name, value, header(actual, name)));
    if (expected.json() != null) {
      JsonNode sent = actual.content() == null ? null : JSON.valueToTree(actual.content());
      if (!sameJson(expected.json(), sent)) {
        differs(turn, "JSON", expected.json().toString(), String.valueOf(sent));
      }
    } else if (expected.text() != null) {
      differs(turn, "text", expected.text(), Objects.toString(actual.content(), ""));
    } else if (expected.form() != null) {
      differs(
          turn,
          "form",
          new TreeMap<>(expected.form()),
          new TreeMap<>(WireRequest.texts(actual.content())));
    }
  }

  /** Whole numbers are equal in whatever type they come. */
  private static boolean sameJson(JsonNode expected, @Nullable JsonNode sent) {
    return sent != null
        && JSON.readTree(expected.toString()).equals(JSON.readTree(sent.toString()));
  }

  private static @Nullable String header(WireRequest request, String name) {
    return request.headers().entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private void differs(int turn, String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      differences.add(
          "request %d: %s should be %s, but is %s".formatted(turn, what, expected, actual));
    }
  }
}
