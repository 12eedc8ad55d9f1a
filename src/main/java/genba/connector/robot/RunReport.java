package genba.connector.robot;

import genba.connector.BotResult;
import genba.connector.BotResult.Outcome;
import genba.connector.keeper.ResultFile;
import genba.connector.keeper.RunFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What get-run answers: a run's state, its counts and a sentence for people. */
@Component
class RunReport {

  private final MessageSource messages;

  RunReport(MessageSource messages) {
    this.messages = messages;
  }

  Map<String, Object> unknown() {
    return Map.of("state", "UNKNOWN", "message", say("connector.robot.unknown"));
  }

  Map<String, Object> running(RunFolder run) throws IOException {
    return report(run, "RUNNING", say("connector.robot.running"), null);
  }

  Map<String, Object> ended(RunFolder run, RunFolder.End end) throws IOException {
    OutputXml output = OutputXml.read(run.root().resolve("output.xml"));
    return switch (end.cause()) {
      case "cancelled" -> report(run, "CANCELLED", say("connector.robot.cancelled"), end);
      case "time-limit" -> report(run, "FAILED", say("connector.robot.time-limit"), end);
      case "not-started" ->
          report(run, "FAILED", say("connector.robot.not-started", end.reason()), end);
      case "exit" -> exited(run, end, output);
      default -> report(run, "FAILED", say("connector.robot.vanished"), end);
    };
  }

  /** Cancelled before it was ever started. */
  Map<String, Object> neverStarted() {
    return Map.of("state", "CANCELLED", "message", say("connector.robot.cancelled"));
  }

  private Map<String, Object> exited(RunFolder run, RunFolder.End end, OutputXml output)
      throws IOException {
    int code = end.exitCode() == null ? 255 : end.exitCode();
    ExitCode meaning = ExitCode.of(code, output.complete());
    List<BotResult> results = ResultFile.read(run.root().resolve("result.csv"));
    String sentence =
        switch (meaning) {
          case PASSED ->
              say(
                  meaning.messageKey(),
                  ResultFile.count(results, Outcome.DONE),
                  ResultFile.count(results, Outcome.REJECTED));
          case TASKS_FAILED -> say(meaning.messageKey(), output.failed(), output.firstFailure());
          case MANY_TASKS_FAILED -> say(meaning.messageKey(), output.firstFailure());
          case HELP_SHOWN, INVALID_DATA, STOPPED, INTERNAL_ERROR, KILLED ->
              say(meaning.messageKey(), String.valueOf(code));
        };
    return report(run, meaning == ExitCode.PASSED ? "SUCCEEDED" : "FAILED", sentence.strip(), end);
  }

  private Map<String, Object> report(
      RunFolder run, String state, String message, RunFolder.@Nullable End end) throws IOException {
    List<BotResult> results = ResultFile.read(run.root().resolve("result.csv"));
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("state", state);
    report.put("itemsDone", ResultFile.count(results, Outcome.DONE));
    report.put("itemsRejected", ResultFile.count(results, Outcome.REJECTED));
    report.put("itemsNotReached", ResultFile.count(results, Outcome.NOT_REACHED));
    report.put("message", message);
    report.put("outputFolder", run.root().toString());
    putTime(report, "startedAt", run.startedAt());
    if (end != null) {
      putTime(report, "endedAt", end.at());
      if (end.exitCode() != null) {
        report.put("exitCode", end.exitCode());
      }
    }
    return report;
  }

  private static void putTime(Map<String, Object> report, String key, @Nullable Instant time) {
    if (time != null) {
      report.put(key, time.toString());
    }
  }

  private String say(String key, Object... values) {
    return messages.getMessage(key, values, Locale.JAPANESE);
  }
}
