package genba.connector;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back.
 *
 * @param headers by lower-case name
 * @param text the body as text, empty where there is none
 */
record WireAnswer(int status, Map<String, String> headers, String text) {

  static final String STATUS = "GenbaStatus";
  static final String HEADERS = "GenbaHeaders";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The body read as JSON where it is JSON, else the text; null where there is none. */
  @Nullable Object content() {
    return parsed(text);
  }

  void putOn(Exchange exchange) {
    exchange.setProperty(STATUS, status);
    exchange.setProperty(HEADERS, headers);
    exchange.getMessage().setBody(content());
  }

  /** A body that an expression can look into. */
  static @Nullable Object plain(@Nullable Object body) {
    return switch (body) {
      case byte[] bytes -> parsed(new String(bytes, StandardCharsets.UTF_8));
      case String text -> parsed(text);
      case InputStream _ -> null;
      case null, default -> body;
    };
  }

  private static @Nullable Object parsed(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return null;
    }
    char first = stripped.charAt(0);
    if (first != '{' && first != '[' && first != '"') {
      return text;
    }
    try {
      return JSON.readValue(stripped, Object.class);
    } catch (JacksonException e) {
      return text;
    }
  }
}
