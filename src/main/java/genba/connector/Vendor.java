package genba.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the sentence in another system's error, whichever envelope it uses. */
final class Vendor {

  private static final int LONGEST = 200;
  private static final List<String> FIELDS =
      List.of("message", "Message", "error_description", "errorMessage", "detail", "title");

  private Vendor() {}

  /**
   * The message field of an error body, shortened; empty where there is none. Never a whole body.
   */
  static String message(@Nullable String body) {
    Object parsed = body == null ? null : WireAnswer.plain(body);
    String found =
        switch (parsed) {
          case Map<?, ?> map -> in(map);
          case String text when isJsonText(body) -> text; // Blue Prism says no more than this
          case null, default -> "";
        };
    String line = found.replaceAll("\\s+", " ").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  private static boolean isJsonText(@Nullable String body) {
    return body != null && body.strip().startsWith("\"");
  }

  private static String in(Map<?, ?> map) {
    for (String field : FIELDS) {
      if (map.get(field) instanceof String text && !text.isBlank()) {
        return text;
      }
    }
    return switch (map.get("error")) {
      case Map<?, ?> inner -> in(inner);
      case String text -> text;
      case null, default -> "";
    };
  }
}
