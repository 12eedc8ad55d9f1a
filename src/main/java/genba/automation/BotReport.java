package genba.automation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a bot is, in its system's words made ours.
 *
 * @param state RUNNING or a final state
 * @param message the bot's last words; may quote a row
 */
record BotReport(
    RunState state,
    int done,
    int rejected,
    int notReached,
    @Nullable String message,
    @Nullable Instant startedAt) {

  /** The report in a get-run answer; null where the system does not know the run. */
  static @Nullable BotReport of(Map<String, Object> output) {
    RunState state =
        switch (String.valueOf(output.get("state"))) {
          case "RUNNING" -> RunState.RUNNING;
          case "SUCCEEDED" -> RunState.SUCCEEDED;
          case "FAILED" -> RunState.FAILED;
          case "CANCELLED" -> RunState.CANCELLED;
          default -> null;
        };
    if (state == null) {
      return null;
    }
    Object message = output.get("message");
    return new BotReport(
        state,
        count(output.get("itemsDone")),
        count(output.get("itemsRejected")),
        count(output.get("itemsNotReached")),
        message == null || message.toString().isBlank()
            ? null
            : Rows.shortened(message.toString(), 1000),
        instant(output.get("startedAt")));
  }

  BotReport withMessage(String words) {
    return new BotReport(state, done, rejected, notReached, words, startedAt);
  }

  private static int count(@Nullable Object value) {
    return switch (value) {
      case Number number -> Math.max(0, number.intValue());
      case String text when text.strip().matches("\\d{1,9}") -> Integer.parseInt(text.strip());
      case null, default -> 0;
    };
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    try {
      return java.time.OffsetDateTime.parse(value.toString()).toInstant();
    } catch (java.time.format.DateTimeParseException e) {
      return null; // Some systems write local times: then the hub's own moment counts.
    }
  }
}
