package genba.connector.robot;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.connector.BotResult;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.TestFolders;
import genba.connector.keeper.RunFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.json.JsonMapper;

/** A bot as a process: any {@code robot} command, here a script that behaves like one. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BotProcessTest {

  /**
   * Notes each start, writes what robot writes, then does what the bot's file {@code behave.sh}
   * says.
   */
  private static final String ROBOT =
      """
      #!/bin/sh
      for last; do :; done
      while [ $# -gt 0 ]; do
        case "$1" in
          --outputdir) out="$2"; shift;;
        esac
        printf '%s\\n' "$1" >> arguments.txt
        shift
      done
      echo started >> "$out/starts.txt"
      printf 'item,outcome,reason\\r\\n1,DONE,\\r\\n2,REJECTED,"no, ""not"" this"\\r\\n3,NOT_' > "$out/result.csv"
      . "$last/behave.sh"
      """;

  private static final String COMPLETE =
      "echo '<robot><suite><test><status status=\"FAIL\">%s</status></test></suite></robot>' >"
          + " \"$out/output.xml\"\n";

  @TempDir Path folder;
  private RobotFramework robot;

  @BeforeEach
  void aRobotCommand() throws Exception {
    Path command = Files.writeString(folder.resolve("robot.sh"), ROBOT);
    robot = robot(command, Duration.ofMinutes(5), 2);
  }

  @AfterEach
  void leaveNoProcess() throws Exception {
    for (String reference : List.of("run-1", "run-2", "run-3")) {
      robot.cancel(reference);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, SUCCEEDED, 'ボットが完了しました（処理 1 件、処理不可 1 件）'",
    "1, FAILED, ボットの作業が 1 件失敗しました：台帳が停止しています",
    "250, FAILED, ボットの作業が 250 件以上失敗しました：台帳が停止しています",
    "251, FAILED, Robot Framework の起動方法が正しくありません（ヘルプが表示されました、終了コード 251）",
    "252, FAILED, ボットの定義または起動オプションに誤りがあります（終了コード 252）",
    "253, FAILED, ボットが利用者の操作で停止されました（終了コード 253）",
    "255, FAILED, Robot Framework の内部エラーです（終了コード 255）"
  })
  void anExitCodeBecomesAStateAndASentence(int code, String state, String sentence)
      throws Exception {
    bot("quick", COMPLETE.formatted("台帳が停止しています") + "exit " + code);

    assertThat(start("run-1", "quick")).isInstanceOf(Accepted.class);

    assertThat(untilEnded("run-1"))
        .containsEntry("state", state)
        .containsEntry("exitCode", code)
        .containsEntry("message", sentence)
        .containsEntry("itemsDone", 1L)
        .containsEntry("itemsRejected", 1L);
    assertThat(robot.of("run-1"))
        .containsExactly(
            new BotResult("1", BotResult.Outcome.DONE, ""),
            new BotResult("2", BotResult.Outcome.REJECTED, "no, \"not\" this"));
  }

  @Test
  void howeverOftenARunIsAskedForItStartsOnce() throws Exception {
    bot("slow", "exec sleep 600");
    try (var callers = Executors.newFixedThreadPool(4)) {
      Callable<ConnectorOutcome> call = () -> start("run-1", "slow");
      for (var answer : callers.invokeAll(List.of(call, call, call, call))) {
        assertThat(answer.get()).isInstanceOf(Accepted.class);
      }
    }
    RobotFramework afterARestart = robot(folder.resolve("robot.sh"), Duration.ofMinutes(5), 2);

    assertThat(afterARestart.start("run-1", Map.of("bot", "slow"))).isInstanceOf(Accepted.class);

    assertThat(state(afterARestart, "run-1")).isEqualTo("RUNNING");
    pidOf("run-1");
    assertThat(Files.readAllLines(run("run-1").root().resolve("starts.txt"))).hasSize(1);
  }

  @Test
  void inputReachesTheBotByAFileAndNoShellReadsIt() throws Exception {
    bot("quick", "exit 0");

    robot.start(
        "run-1", Map.of("bot", "quick", "input", Map.of("EXPORT", "$(touch pwned) '; \" 髙～")));
    untilEnded("run-1");

    Path root = run("run-1").root();
    assertThat(root.resolve("pwned")).doesNotExist();
    assertThat(Files.readString(root.resolve("arguments.txt"), StandardCharsets.UTF_8))
        .contains("--variablefile")
        .doesNotContain("pwned");
    assertThat(Files.readString(root.resolve(".run/variables.json")))
        .contains("$(touch pwned) '; \\\" 髙～")
        .contains("\"RUN_ID\":\"run-1\"");
  }

  @Test
  void cancellingEndsTheWholeTree() throws Exception {
    bot("parent", "sleep 601 &\necho $! > child.txt\nwait");
    start("run-1", "parent");
    pidOf("run-1");
    Path child = run("run-1").root().resolve("child.txt");
    await().atMost(60, SECONDS).until(() -> Files.exists(child) && Files.size(child) > 1);
    long pid = Long.parseLong(Files.readString(child).strip());

    assertThat(robot.cancel("run-1")).isEqualTo(new Completed(Map.of()));

    assertThat(state(robot, "run-1")).isEqualTo("CANCELLED");
    await().atMost(60, SECONDS).until(() -> !isAlive(pid));
  }

  @Test
  void whatWasCancelledBeforeItsStartNeverStarts() throws Exception {
    bot("quick", "exit 0");
    robot.cancel("run-1");

    assertThat(start("run-1", "quick")).isInstanceOf(Rejected.class);
    assertThat(state(robot, "run-1")).isEqualTo("CANCELLED");
  }

  @Test
  void theKeeperEndsABotAtItsTimeLimit() throws Exception {
    robot = robot(folder.resolve("robot.sh"), Duration.ofMillis(300), 2);
    bot("slow", "exec sleep 600");
    start("run-1", "slow");

    assertThat(untilEnded("run-1"))
        .containsEntry("state", "FAILED")
        .containsEntry("message", "制限時間を超えたため、ボットを停止しました");
  }

  @Test
  void aBotWhoseKeeperWasKilledIsStillWatched() throws Exception {
    bot("slow", "exec sleep 600");
    start("run-1", "slow");
    long bot = pidOf("run-1");
    killKeeper("run-1");

    assertThat(state(robot, "run-1")).isEqualTo("RUNNING");
    robot.cancel("run-1");

    assertThat(state(robot, "run-1")).isEqualTo("CANCELLED");
    await().atMost(60, SECONDS).until(() -> !isAlive(bot));
  }

  @Test
  void aVanishedBotHasFailed() throws Exception {
    bot("slow", "exec sleep 600");
    start("run-1", "slow");
    long bot = pidOf("run-1");
    killKeeper("run-1");
    ProcessHandle.of(bot).ifPresent(ProcessHandle::destroyForcibly);
    await().atMost(60, SECONDS).until(() -> !isAlive(bot));

    assertThat(untilEnded("run-1"))
        .containsEntry("state", "FAILED")
        .containsEntry("itemsDone", 1L)
        .containsEntry("message", "ボットのプロセスが途中で失われました。途中までの結果を確認してください");
  }

  @Test
  void aBotThatEndedUnseenIsReadFromItsOutput() throws Exception {
    bot("slow", COMPLETE.formatted("x").replace("FAIL", "PASS") + "exec sleep 600");
    start("run-1", "slow");
    long bot = pidOf("run-1");
    await()
        .atMost(60, SECONDS)
        .until(() -> Files.exists(run("run-1").root().resolve("output.xml")));
    killKeeper("run-1");
    ProcessHandle.of(bot).ifPresent(ProcessHandle::destroyForcibly);

    assertThat(untilEnded("run-1")).containsEntry("state", "SUCCEEDED");
  }

  @Test
  void tooManyAtOnceComeAgainLater() throws Exception {
    bot("slow", "exec sleep 600");
    robot = robot(folder.resolve("robot.sh"), Duration.ofMinutes(5), 1);
    assertThat(start("run-1", "slow")).isInstanceOf(Accepted.class);

    assertThat(start("run-2", "slow")).isInstanceOf(RetryLater.class);
    robot.cancel("run-1");

    assertThat(start("run-2", "slow")).isInstanceOf(Accepted.class);
  }

  @Test
  void whatIsNotThereIsSaidPlainly() throws Exception {
    assertThat(start("run-1", "no-such-bot"))
        .isEqualTo(new Rejected("UNKNOWN_BOT", "There is no bot 'no-such-bot'"));
    assertThat(start("run-1", "../robot")).isInstanceOf(Rejected.class);
    assertThat(start("../../etc", "quick")).isInstanceOf(Misconfigured.class);
    assertThat(state(robot, "run-1")).isEqualTo("UNKNOWN");
    assertThat(robot.of("run-1")).isEmpty();
  }

  @Test
  void aCommandThatCannotBeStartedHasFailed() throws Exception {
    bot("quick", "exit 0");
    robot = robot(List.of(folder.resolve("missing").toString()), Duration.ofMinutes(5), 2);
    start("run-1", "quick");

    assertThat(untilEnded("run-1"))
        .containsEntry("state", "FAILED")
        .hasEntrySatisfying(
            "message", message -> assertThat((String) message).startsWith("ボットを起動できませんでした"));
  }

  private RobotFramework robot(Path script, Duration limit, int parallel) {
    return robot(List.of("/bin/sh", script.toString()), limit, parallel);
  }

  private RobotFramework robot(List<String> command, Duration limit, int parallel) {
    RobotProperties properties =
        new RobotProperties(
            command,
            "4.1.2",
            false,
            folder.resolve("bots"),
            folder.resolve("runs"),
            List.of("--loglevel", "INFO"),
            limit,
            parallel,
            "64m",
            Duration.ofSeconds(1));
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/connector");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new RobotFramework(
        properties,
        new BotShelf(TestFolders.connectors(), properties),
        new RobotEdition(properties),
        new ActiveRuns(properties),
        new RunReport(messages),
        new SuiteCommand(properties, JsonMapper.builder().build()),
        Clock.systemUTC());
  }

  private void bot(String name, String behaviour) throws Exception {
    Path bot = Files.createDirectories(folder.resolve("bots").resolve(name));
    Files.writeString(bot.resolve("behave.sh"), behaviour + "\n");
  }

  private ConnectorOutcome start(String reference, String bot) throws Exception {
    return robot.start(reference, Map.of("bot", bot));
  }

  private Map<String, Object> untilEnded(String reference) {
    return await()
        .atMost(60, SECONDS)
        .until(
            () -> ((Completed) robot.get(reference)).output(),
            report -> !"RUNNING".equals(report.get("state")));
  }

  private static String state(RobotFramework robot, String reference) throws Exception {
    return (String) ((Completed) robot.get(reference)).output().get("state");
  }

  private RunFolder run(String reference) {
    return new RunFolder(folder.resolve("runs").resolve(reference));
  }

  /** Waits until the bot has begun to work. */
  private long pidOf(String reference) {
    RunFolder run = run(reference);
    await().atMost(60, SECONDS).until(() -> Files.exists(run.root().resolve("result.csv")));
    return await()
        .atMost(60, SECONDS)
        .until(run::bot, Optional::isPresent)
        .map(ProcessHandle::pid)
        .orElseThrow();
  }

  private void killKeeper(String reference) {
    long keeper = run(reference).keeper().orElseThrow().pid();
    ProcessHandle.of(keeper).ifPresent(ProcessHandle::destroyForcibly);
    await().atMost(60, SECONDS).until(() -> run(reference).keeper().isEmpty());
  }

  /** A process nobody has waited for yet still has its number. */
  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !isZombie(pid);
  }

  private static boolean isZombie(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z ");
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
