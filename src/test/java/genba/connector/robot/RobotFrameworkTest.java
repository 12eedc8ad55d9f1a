package genba.connector.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.connector.BotResult;
import genba.connector.BotResults;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorTestApplication;
import genba.connector.keeper.RunFolder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Real bots in the JVM edition of Robot Framework, started through the gateway as a run does. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class RobotFrameworkTest {

  private static final String BOT = "e-application-register";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir static Path runs;

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired BotResults results;

  private String reference = "run-" + UUID.randomUUID();

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("genba.connector.robot-framework.output", runs::toString);
    registry.add("genba.connector.robot-framework.cancel-grace", () -> "1s");
  }

  @Test
  void theSampleBotRegistersWhatIsRightAndRejectsTheRestWithReasons() {
    assertThat(catalogue.botSystems()).contains("robot-framework");
    assertThat(start(Map.of())).isInstanceOf(Accepted.class);

    Map<String, Object> end = untilEnded();

    assertThat(end)
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("itemsDone", 193L)
        .containsEntry("itemsRejected", 7L)
        .containsEntry("itemsNotReached", 0L)
        .containsEntry("exitCode", 0)
        .containsEntry("message", "ボットが完了しました（処理 193 件、処理不可 7 件）");
    assertThat(Instant.parse((String) end.get("startedAt")))
        .isBefore(Instant.parse((String) end.get("endedAt")));
    assertThat(results.of(reference))
        .hasSize(200)
        .contains(
            new BotResult("0208-003118", BotResult.Outcome.REJECTED, "生年月日が暦にない日付です"),
            new BotResult("0208-003143", BotResult.Outcome.REJECTED, "氏名が入力されていません"),
            new BotResult("0208-003181", BotResult.Outcome.REJECTED, "受付番号が重複しています"));
  }

  @Test
  void theSameReferenceStartsOneProcess() {
    assertThat(start(Map.of("PACE", "10"))).isInstanceOf(Accepted.class);
    long bot = botOf(reference).pid();

    assertThat(start(Map.of("PACE", "10"))).isInstanceOf(Accepted.class);

    assertThat(botOf(reference).pid()).isEqualTo(bot);
    assertThat(get()).containsEntry("state", "RUNNING");
    cancel();
    assertThat(ProcessHandle.of(bot).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(get()).containsEntry("state", "CANCELLED");
  }

  @Test
  void aSecondRunOverTheSameExportRegistersNothingTwice() throws Exception {
    Path register = runs.resolve("shared-register");
    start(Map.of("REGISTER", register.toString()));
    assertThat(untilEnded()).containsEntry("itemsDone", 193L);
    Path records = register.resolve("TOUROKU.DAT");
    byte[] once = Files.readAllBytes(records);

    reference = "run-" + UUID.randomUUID();
    start(Map.of("REGISTER", register.toString()));

    assertThat(untilEnded())
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("itemsDone", 0L)
        .containsEntry("itemsRejected", 7L);
    assertThat(Files.readAllBytes(records)).isEqualTo(once);
    assertThat(new String(once, Charset.forName("Windows-31J")))
        .contains("髙橋", "髙見ハイツ", "000001")
        .startsWith("0000010208-003101ﾍﾞｯﾌﾟ ｼﾞｭﾝｲﾁ");
  }

  private ConnectorOutcome start(Map<String, String> input) {
    return gateway.call(
        new ConnectorCall(
            "robot-framework-start-run", reference, Map.of("bot", BOT, "input", input)));
  }

  private Map<String, Object> get() {
    ConnectorOutcome outcome =
        gateway.call(new ConnectorCall("robot-framework-get-run", reference, Map.of()));
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).output();
  }

  private void cancel() {
    assertThat(gateway.call(new ConnectorCall("robot-framework-cancel-run", reference, Map.of())))
        .isEqualTo(new Completed(Map.of()));
  }

  private Map<String, Object> untilEnded() {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(this::get, report -> !"RUNNING".equals(report.get("state")));
  }

  private static ProcessHandle botOf(String reference) {
    RunFolder run = new RunFolder(runs.resolve(reference));
    return await().atMost(PATIENCE).until(run::bot, java.util.Optional::isPresent).orElseThrow();
  }
}
