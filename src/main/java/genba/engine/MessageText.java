package genba.engine;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A message as it lies in the outbox. */
final class MessageText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private record Stored(
      String name,
      String correlationKey,
      String messageId,
      long timeToLiveMillis,
      Map<String, Object> variables) {}

  private MessageText() {}

  static String write(EngineMessage message) {
    return JSON.writeValueAsString(
        new Stored(
            message.name(),
            message.correlationKey(),
            message.messageId(),
            message.timeToLive().toMillis(),
            message.variables()));
  }

  /** Throws {@link tools.jackson.core.JacksonException} on a text that is no message. */
  static EngineMessage read(String text) {
    Stored stored = JSON.readValue(text, Stored.class);
    return new EngineMessage(
        stored.name(),
        stored.correlationKey(),
        stored.messageId(),
        Duration.ofMillis(stored.timeToLiveMillis()),
        stored.variables());
  }
}
