package genba.connector;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How an example went.
 *
 * @param differences where it went another way than written; empty: as it should
 */
record ExampleRun(
    ExampleFile example,
    ConnectorOutcome outcome,
    List<Replay.Made> made,
    List<String> differences) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static ExampleRun of(ExampleFile example, ConnectorOutcome outcome, @Nullable Replay replay) {
    List<String> differences = new ArrayList<>();
    if (replay != null) {
      differences.addAll(replay.differences());
    }
    compare(example.expect(), outcome, differences);
    return new ExampleRun(
        example, outcome, replay == null ? List.of() : replay.made(), List.copyOf(differences));
  }

  boolean passed() {
    return differences.isEmpty();
  }

  private static void compare(
      ExampleFile.Expected expected, ConnectorOutcome outcome, List<String> differences) {
    if (!outcome.getClass().getSimpleName().equals(expected.outcome())) {
      differences.add("the outcome should be %s, but is %s".formatted(expected.outcome(), outcome));
      return;
    }
    switch (outcome) {
      case Completed(var output) -> output(expected, output, differences);
      case Accepted(var _, var output) -> output(expected, output, differences);
      case Rejected(var code, var message) -> {
        same("code", expected.code(), code, differences);
        contains("message", expected.message(), message, differences);
      }
      case RetryLater(var reason, var backOff, var _) -> {
        contains("reason", expected.reason(), reason, differences);
        same("backOffSeconds", expected.backOffSeconds(), backOff.toSeconds(), differences);
      }
      case Misconfigured(var reason) -> contains("reason", expected.reason(), reason, differences);
    }
  }

  private static void output(
      ExampleFile.Expected expected, Map<String, Object> output, List<String> differences) {
    if (expected.output() != null
        && !JSON.readTree(JSON.writeValueAsString(expected.output()))
            .equals(JSON.readTree(JSON.writeValueAsString(output)))) {
      differences.add(
          "the output should be %s, but is %s"
              .formatted(
                  JSON.writeValueAsString(expected.output()), JSON.writeValueAsString(output)));
    }
  }

  private static void same(
      String what, @Nullable Object expected, Object actual, List<String> differences) {
    if (expected != null && !expected.equals(actual)) {
      differences.add("%s should be %s, but is %s".formatted(what, expected, actual));
    }
  }

  private static void contains(
      String what, @Nullable String expected, String actual, List<String> differences) {
    if (expected != null && !actual.contains(expected)) {
      differences.add("%s should contain '%s', but is '%s'".formatted(what, expected, actual));
    }
  }
}
