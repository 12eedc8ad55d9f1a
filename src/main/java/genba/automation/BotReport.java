package genba.automation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a bot is, in its system's words made ours.
 *
 * @param state ACCEPTED where the system has it and has not begun, RUNNING or a final state
 * @param message the bot's last words; may quote a row
 * @param key the system's own id of the run
 */
record BotReport(
    RunState state,
    int done,
    int rejected,
    int notReached,
    @Nullable String message,
    @Nullable Instant startedAt,
    @Nullable String key) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A report that says nothing but the state. */
  static BotReport bare(RunState state) {
    return new BotReport(state, 0, 0, 0, null, null, null);
  }

  /** The report in a get-run answer; null where the system does not know the run. */
  static @Nullable BotReport of(Map<?, ?> output) {
    RunState state =
        switch (String.valueOf(output.get("state"))) {
          case "PENDING" -> RunState.ACCEPTED;
          case "RUNNING" -> RunState.RUNNING;
          case "SUCCEEDED" -> RunState.SUCCEEDED;
          case "FAILED" -> RunState.FAILED;
          case "CANCELLED" -> RunState.CANCELLED;
          default -> null;
        };
    if (state == null) {
      return null;
    }
    Map<?, ?> outputs = outputs(output.get("outputs"));
    String message = text(output.get("message"), 1000);
    return new BotReport(
        state,
        count(output, outputs, "itemsDone"),
        count(output, outputs, "itemsRejected"),
        count(output, outputs, "itemsNotReached"),
        message == null ? text(outputs.get("message"), 1000) : message,
        instant(output.get("startedAt")),
        text(output.get("key"), 200));
  }

  BotReport withMessage(String words) {
    return new BotReport(state, done, rejected, notReached, words, startedAt, key);
  }

  /** What the bot returned: nothing, a map, or the map as a JSON text. */
  private static Map<?, ?> outputs(@Nullable Object value) {
    Object read = value;
    if (value instanceof CharSequence json) {
      try {
        read = JSON.readValue(json.toString(), Object.class);
      } catch (JacksonException e) {
        return Map.of(); // A bot's plain text: no counts in it.
      }
    }
    return read instanceof Map<?, ?> map ? new HashMap<>(map) : Map.of();
  }

  private static int count(Map<?, ?> output, Map<?, ?> outputs, String name) {
    Object value = output.get(name);
    return switch (value == null ? outputs.get(name) : value) {
      case Number number -> Math.clamp(number.longValue(), 0, Integer.MAX_VALUE);
      case String text when text.strip().matches("\\d{1,9}") -> Integer.parseInt(text.strip());
      case null, default -> 0;
    };
  }

  private static @Nullable String text(@Nullable Object value, int length) {
    return value == null || value.toString().isBlank()
        ? null
        : Rows.shortened(value.toString(), length);
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.toString()).toInstant();
    } catch (DateTimeParseException e) {
      return null; // Some systems write local times: then the hub's own moment counts.
    }
  }
}
