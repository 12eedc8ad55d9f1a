package genba.connector.handover;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the bot's side says at the end, in {@code result.json} or in {@code result.ini} (lines
 * {@code name=value}). It counts only with its end mark, {@code end} = true, because not every bot
 * can write a file in one step.
 *
 * @param reference whose result it says it is
 */
record ResultMark(String reference, String state, String message, Map<String, String> values) {

  static final String JSON = "result.json";
  static final String INI = "result.ini";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Null while there is none, or only half of one. */
  static @Nullable ResultMark read(RequestFolder run) throws IOException {
    String json = run.note(JSON);
    ResultMark mark = json == null ? null : of(ofJson(json));
    if (mark != null) {
      return mark;
    }
    String ini = run.note(INI);
    return ini == null ? null : of(ofIni(ini));
  }

  private static @Nullable ResultMark of(Map<String, String> values) {
    return "true".equals(values.get("end"))
        ? new ResultMark(
            values.getOrDefault("reference", ""),
            values.getOrDefault("state", "").toUpperCase(Locale.ROOT),
            values.getOrDefault("message", ""),
            values)
        : null;
  }

  private static Map<String, String> ofJson(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    try {
      MAPPER
          .readTree(text)
          .properties()
          .forEach(
              entry -> {
                if (entry.getValue().isValueNode()) {
                  values.put(entry.getKey(), entry.getValue().asString(""));
                }
              });
    } catch (JacksonException e) {
      return Map.of(); // half of it is there
    }
    return values;
  }

  private static Map<String, String> ofIni(String text) {
    Map<String, String> values = new LinkedHashMap<>();
    // A last line without its line end may be half a line.
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\\R")) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    return values;
  }

  int count(String name) {
    String text = values.getOrDefault(name, "").strip();
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
