package genba.connector.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import genba.connector.BotResult;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** A bot that is a command of this machine. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class CommandRunsTest {

  @TempDir Path folder;
  private final Map<String, Object> connection = new HashMap<>();
  private CommandRuns runs;

  @BeforeEach
  void aMachine() {
    var properties =
        new HandOverProperties(
            new HandOverProperties.Commands(folder.resolve("commands"), Duration.ofSeconds(2)),
            Map.of());
    runs =
        new CommandRuns(
            properties,
            new RequestWriter(JsonMapper.shared(), Clock.systemUTC()),
            new HandOverReport(HandOverTest.messages()),
            Clock.systemUTC());
  }

  @AfterEach
  void leaveNoProcess() throws Exception {
    runs.cancel(call());
  }

  @ParameterizedTest
  @CsvSource({
    "exit 0, SUCCEEDED, ロボットが完了しました",
    "exit 4, SUCCEEDED, ロボットが完了しました",
    "exit 1, FAILED, ロボットが異常終了しました（終了コード 1）",
    "printf 'reference=run-1\\nmessage=閉庁日です\\nend=true\\n' > result.ini; exit 1, FAILED, 閉庁日です"
  })
  void itsExitCodeIsItsState(String end, String state, String message) throws Exception {
    connection.put("successCodes", "0, 4");
    command("printf 'item,outcome,reason\\r\\n1,DONE,\\r\\n' > result.csv\n" + end);
    assertThat(runs.start(call())).isInstanceOf(Accepted.class);
    assertThat(runs.start(call())).isInstanceOf(Accepted.class);
    assertThat(untilEnded())
        .containsEntry("state", state)
        .containsEntry("message", message)
        .containsEntry("itemsDone", 1L);
    assertThat(runs.results("run-1"))
        .containsExactly(new BotResult("1", BotResult.Outcome.DONE, ""));
  }

  @Test
  void itGetsItsValuesAsWholeArgumentsAndNoShellReadsThem() throws Exception {
    command("printf '%s\\n' \"$@\" > arguments.txt");
    connection.put(
        "command", connection.get("command") + " \"{bot}\" --file={request} {reference}");
    runs.start(call());
    untilEnded();
    Path run = folder.resolve("commands/run-1");
    assertThat(Files.readAllLines(run.resolve("arguments.txt")))
        .containsExactly("転記 $(date); true", "--file=" + run.resolve("request.json"), "run-1");
  }

  @Test
  void itIsEndedByCancellingAndByItsTimeLimit() throws Exception {
    command("exec sleep 600");
    runs.start(call());
    assertThat(runs.get(call())).containsEntry("state", "RUNNING");
    runs.cancel(call());
    assertThat(runs.get(call())).containsEntry("state", "CANCELLED");
    connection.put("timeLimit", "PT0.3S");
    Map<String, Object> second = new HashMap<>(parameters());
    second.put("reference", "run-2");
    runs.start(HandOverCall.of(second));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(runs.get(HandOverCall.of(second)))
                    .containsEntry("state", "FAILED")
                    .containsEntry("message", "制限時間を超えたため、ロボットを停止しました"));
  }

  @Test
  void whatWasCancelledBeforeIsNotStarted() throws Exception {
    command("exit 0");
    runs.cancel(call());
    assertThat(runs.start(call())).isInstanceOf(Rejected.class);
    assertThat(runs.get(call())).containsEntry("state", "CANCELLED");
  }

  @Test
  void aCommandThatIsNotThereFails() throws Exception {
    connection.put("command", folder.resolve("nothing").toString());
    runs.start(call());
    assertThat(untilEnded()).containsEntry("state", "FAILED");
  }

  @ParameterizedTest
  @CsvSource({"run {scenario}, {scenario}", "'\"run', quote"})
  void aTemplateThatCannotBeFilledSaysWhy(String template, String reason) {
    connection.put("command", template);
    assertThatThrownBy(() -> runs.start(call()))
        .isInstanceOf(HandOverCall.Wrong.class)
        .hasMessageContaining(reason);
  }

  private void command(String text) throws IOException {
    Path script = Files.writeString(folder.resolve("bot on this machine.sh"), "#!/bin/sh\n" + text);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    connection.put("command", '"' + script.toString() + '"');
  }

  private Map<String, Object> untilEnded() {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> runs.get(call()), report -> !"RUNNING".equals(report.get("state")));
  }

  private HandOverCall call() throws HandOverCall.Wrong {
    connection.putIfAbsent("command", "true");
    return HandOverCall.of(parameters());
  }

  private Map<String, Object> parameters() {
    return Map.of("reference", "run-1", "bot", "転記 $(date); true", "connection", connection);
  }
}
