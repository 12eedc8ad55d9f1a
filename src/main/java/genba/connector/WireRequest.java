package genba.connector;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request over HTTP, as a connector file's context describes it.
 *
 * @param uri without the query
 * @param query names and values, not yet encoded
 * @param content JSON as maps and lists, a form's fields, or a text; null: no body
 * @param contentType null where there is no body
 */
record WireRequest(
    String method,
    URI uri,
    Map<String, String> query,
    Map<String, String> headers,
    @Nullable Object content,
    @Nullable String contentType) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String JSON_TYPE = "application/json; charset=utf-8";
  private static final String FORM_TYPE = "application/x-www-form-urlencoded; charset=utf-8";

  /** Reads {@code {method, path | url, query, headers, json | form | text | xml, accept}}. */
  static WireRequest of(@Nullable Object context, Connection connection) {
    if (!(context instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "connection:http needs a context {method, path, …} as the body");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", map.get("accept") == null ? "application/json" : text(map.get("accept")));
    headers.putAll(texts(map.get("headers")));
    Object content = null;
    String type = null;
    if (map.get("json") != null) {
      content = map.get("json");
      type = JSON_TYPE;
    } else if (map.get("form") != null) {
      content = texts(map.get("form"));
      type = FORM_TYPE;
    } else if (map.get("text") != null) {
      content = text(map.get("text"));
      type = "text/plain; charset=utf-8";
    } else if (map.get("xml") != null) {
      content = text(map.get("xml"));
      type = "application/xml; charset=utf-8";
    }
    return new WireRequest(
        map.get("method") == null ? "GET" : text(map.get("method")).toUpperCase(Locale.ROOT),
        uri(map, connection),
        texts(map.get("query")),
        headers,
        content,
        type);
  }

  WireRequest withHeaders(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new WireRequest(method, uri, query, all, content, contentType);
  }

  /** The body as it goes over the wire, null where there is none. */
  byte @Nullable [] bytes() {
    if (content == null) {
      return null;
    }
    if (FORM_TYPE.equals(contentType) && content instanceof Map<?, ?> form) {
      return encoded(form).getBytes(StandardCharsets.UTF_8);
    }
    return content instanceof String text && !JSON_TYPE.equals(contentType)
        ? text.getBytes(StandardCharsets.UTF_8)
        : JSON.writeValueAsBytes(content);
  }

  /** The query as it goes over the wire, together with what the address has already. */
  @Nullable String rawQuery() {
    String own = uri.getRawQuery();
    if (query.isEmpty()) {
      return own;
    }
    return own == null ? encoded(query) : own + "&" + encoded(query);
  }

  private static URI uri(Map<?, ?> map, Connection connection) {
    if (map.get("url") != null) {
      URI uri = URI.create(text(map.get("url")));
      Set<String> hosts = hosts(connection);
      if (!hosts.contains(origin(uri))) {
        throw new IllegalArgumentException(
            "The address of another host was asked for; only %s are named by %s"
                .formatted(hosts, connection));
      }
      return uri;
    }
    String path = map.get("path") == null ? "" : text(map.get("path"));
    String address = connection.values().get("address");
    if (address == null) {
      throw new IllegalArgumentException(connection + " has no address");
    }
    if (!path.isEmpty() && !path.startsWith("/")) {
      throw new IllegalArgumentException("The path '" + path + "' must start with /");
    }
    String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    return URI.create(base + path.replace(" ", "%20"));
  }

  private static Set<String> hosts(Connection connection) {
    return connection.values().values().stream()
        .filter(value -> value.startsWith("https://") || value.startsWith("http://"))
        .map(value -> origin(URI.create(value)))
        .collect(Collectors.toSet());
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static String encoded(Map<?, ?> values) {
    return values.entrySet().stream()
        .map(entry -> encoded(text(entry.getKey())) + "=" + encoded(text(entry.getValue())))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Entries without a value are left out. */
  static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, entry) -> {
            if (entry != null) {
              texts.put(String.valueOf(key), text(entry));
            }
          });
    }
    return texts;
  }

  private static String text(@Nullable Object value) {
    return String.valueOf(value);
  }
}
