package genba.connector.handover;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of a Kamelet, read and checked.
 *
 * @param folder the watched folder; null where a command is run instead
 * @param command the command line's template; null where files are handed over
 * @param csv charset of the request as CSV, null where JSON is enough
 * @param staleAfter without a sign of life for so long a bot counts as lost; zero: never
 * @param timeLimit what becomes the request's deadline
 */
record HandOverCall(
    String reference,
    String bot,
    Map<String, String> input,
    String priority,
    @Nullable Path folder,
    @Nullable String command,
    @Nullable Charset csv,
    Duration staleAfter,
    Duration timeLimit,
    Set<Integer> successCodes) {

  static final Charset WINDOWS_31J = Charset.forName("windows-31j");

  /** What must be mended in the connection or the model before a call can be made. */
  static final class Wrong extends Exception {
    Wrong(String reason) {
      super(reason);
    }
  }

  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern BOT = Pattern.compile("(?!\\.)[^\\\\/:*?\"<>|\\p{Cntrl}]{1,120}");

  static boolean isReference(String text) {
    return REFERENCE.matcher(text).matches();
  }

  /**
   * Reads {@code reference}, {@code bot}, {@code input}, {@code priority} and the properties of
   * {@code connection}.
   */
  static HandOverCall of(Map<String, Object> call) throws Wrong {
    String reference = text(call, "reference");
    if (!isReference(reference)) {
      throw new Wrong("The reference must match " + REFERENCE);
    }
    Map<?, ?> connection = call.get("connection") instanceof Map<?, ?> map ? map : Map.of();
    String folder = text(connection, "folder");
    String command = text(connection, "command");
    if (folder.isBlank() == command.isBlank()) {
      throw new Wrong("The connection needs either 'folder' or 'command'");
    }
    Map<String, String> input = new LinkedHashMap<>();
    if (call.get("input") instanceof Map<?, ?> values) {
      values.forEach(
          (name, value) ->
              input.put(String.valueOf(name), value == null ? "" : String.valueOf(value)));
    }
    String priority = text(call, "priority");
    return new HandOverCall(
        reference,
        text(call, "bot"),
        input,
        priority.isBlank() ? "NORMAL" : priority,
        folder.isBlank() ? null : path(folder),
        command.isBlank() ? null : command,
        charset(text(connection, "requestFormat")),
        duration(connection, "staleAfter", Duration.ofMinutes(5)),
        duration(connection, "timeLimit", Duration.ofHours(2)),
        codes(text(connection, "successCodes")));
  }

  /** A scenario's name can become a file's name at the other side. */
  boolean namesABot() {
    return BOT.matcher(bot).matches() && !bot.contains("..");
  }

  private static Path path(String folder) throws Wrong {
    try {
      Path path = Path.of(folder);
      if (!path.isAbsolute()) {
        path = path.toAbsolutePath();
      }
      return path.normalize();
    } catch (InvalidPathException e) {
      throw new Wrong("The connection's 'folder' is no path");
    }
  }

  private static @Nullable Charset charset(String format) throws Wrong {
    return switch (format) {
      case "", "json" -> null;
      case "csv" -> StandardCharsets.UTF_8;
      case "csv-windows-31j" -> WINDOWS_31J;
      default ->
          throw new Wrong("'requestFormat' must be json, csv or csv-windows-31j, not " + format);
    };
  }

  private static Duration duration(Map<?, ?> connection, String name, Duration otherwise)
      throws Wrong {
    String text = text(connection, name);
    try {
      return text.isBlank() ? otherwise : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new Wrong("'" + name + "' must be a duration such as PT5M");
    }
  }

  private static Set<Integer> codes(String text) throws Wrong {
    Set<Integer> codes = new TreeSet<>();
    try {
      for (String code : (text.isBlank() ? "0" : text).split("[,\\s]+")) {
        codes.add(Integer.valueOf(code));
      }
      return codes;
    } catch (NumberFormatException e) {
      throw new Wrong("'successCodes' must be numbers with commas between them");
    }
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? "" : value.toString().strip();
  }
}
