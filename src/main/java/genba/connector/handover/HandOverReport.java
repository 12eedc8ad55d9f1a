package genba.connector.handover;

import genba.connector.BotResult;
import genba.connector.BotResult.Outcome;
import genba.connector.keeper.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What get-run answers: a run's state, its counts and a sentence for people. */
@Component
class HandOverReport {

  private final MessageSource messages;

  HandOverReport(MessageSource messages) {
    this.messages = messages;
  }

  Map<String, Object> of(String state, String sentence, Object... values) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("state", state);
    report.put("message", say(sentence, values));
    return report;
  }

  /** A run with a folder: its items so far and its times belong to it. */
  Map<String, Object> of(
      Path folder, @Nullable Instant startedAt, String state, String sentence, Object... values)
      throws IOException {
    Map<String, Object> report = of(state, sentence, values);
    List<BotResult> results = results(folder);
    report.put("itemsDone", ResultFile.count(results, Outcome.DONE));
    report.put("itemsRejected", ResultFile.count(results, Outcome.REJECTED));
    report.put("itemsNotReached", ResultFile.count(results, Outcome.NOT_REACHED));
    if (startedAt != null) {
      report.put("startedAt", startedAt.toString());
    }
    return report;
  }

  /** What the bot's side said at the end. */
  Map<String, Object> ended(Path folder, ResultMark mark, @Nullable Instant startedAt)
      throws IOException {
    Map<String, Object> report =
        switch (mark.state()) {
          case "SUCCEEDED", "FAILED", "CANCELLED" -> {
            String words = mark.message();
            Map<String, Object> known =
                of(
                    folder,
                    startedAt,
                    mark.state(),
                    "ended." + mark.state().toLowerCase(Locale.ROOT),
                    words);
            if (!words.isBlank()) {
              known.put("message", words);
            }
            yield known;
          }
          default -> of(folder, startedAt, "FAILED", "ended.unknown");
        };
    if (!Files.exists(folder.resolve(RequestFolder.RESULTS))) {
      // A scenario that cannot write one line per item may count them.
      for (String count : List.of("itemsDone", "itemsRejected", "itemsNotReached")) {
        report.put(count, mark.count(count));
      }
    }
    return report;
  }

  /** The same line twice is one item: a bot that was started anew repeats what it wrote. */
  static List<BotResult> results(Path folder) throws IOException {
    Path file = folder.resolve(RequestFolder.RESULTS);
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        ? List.copyOf(new LinkedHashSet<>(ResultFile.read(file)))
        : List.of();
  }

  static long minutes(Duration duration) {
    return Math.max(1, duration.toMinutes());
  }

  private String say(String key, Object... values) {
    return messages.getMessage("connector.hand-over." + key, values, Locale.JAPANESE);
  }
}
