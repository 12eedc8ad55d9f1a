package genba.connector.stub;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came over the wire.
 *
 * @param path decoded, without the query
 * @param headers names in lower case
 * @param body as UTF-8
 * @param fault injected for this request, null for none
 */
public record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    VendorStub.@Nullable Fault fault) {

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  static Request of(String method, String target, Map<String, String> headers, byte[] body) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    return new Request(
        method,
        URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8),
        pairs(mark < 0 ? "" : target.substring(mark + 1)),
        headers,
        new String(body, StandardCharsets.UTF_8),
        null);
  }

  Request with(VendorStub.@Nullable Fault injected) {
    return new Request(method, path, query, headers, body, injected);
  }

  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** {@code POST /odata/Jobs}: what patterns are matched with. */
  public String line() {
    return method + " " + path;
  }

  /** The body as a JSON object; empty where there is none. */
  public Map<String, Object> json() {
    return body.isBlank() ? Map.of() : JSON.readValue(body, OBJECT);
  }

  /** The body as a form. */
  public Map<String, String> form() {
    return pairs(body);
  }

  /** The token of {@code Authorization: Bearer …}, else null. */
  public @Nullable String bearer() {
    String value = header("authorization");
    return value != null && value.startsWith("Bearer ") ? value.substring(7) : null;
  }

  private static Map<String, String> pairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    Arrays.stream(text.split("&"))
        .filter(pair -> !pair.isEmpty())
        .forEach(
            pair -> {
              String[] parts = pair.split("=", 2);
              pairs.put(
                  URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                  URLDecoder.decode(parts.length == 2 ? parts[1] : "", StandardCharsets.UTF_8));
            });
    return pairs;
  }
}
