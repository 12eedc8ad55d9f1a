package genba.connector.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import genba.connector.BotResult;
import genba.connector.BotResult.Outcome;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import tools.jackson.databind.json.JsonMapper;

/** A share between the hub and a bot that only reads and writes files. */
class HandOverTest {

  private static final Charset WINDOWS_31J = Charset.forName("windows-31j");
  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");

  @TempDir Path folder;
  private Path share;
  private final Map<String, Object> connection = new HashMap<>();
  private Instant now = NOW;
  private HandOver hub;

  @BeforeEach
  void aShare() throws IOException {
    share = Files.createDirectories(folder.resolve("share 共有"));
    Files.createDirectory(share.resolve("requests"));
    connection.put("folder", share.toString());
    hub = hub();
  }

  @Test
  void aRequestIsLaidDownWholeAndOnce() throws Exception {
    connection.put("requestFormat", "csv-windows-31j");
    try (var callers = Executors.newFixedThreadPool(4)) {
      Callable<ConnectorOutcome> call = this::start;
      for (var answer : callers.invokeAll(List.of(call, call, call, call))) {
        assertThat(answer.get()).isInstanceOf(Accepted.class);
      }
    }

    var request = JsonMapper.shared().readTree(Files.readAllBytes(run("request.json")));
    assertThat(request.path("reference").asString()).isEqualTo("run-1");
    assertThat(request.path("bot").asString()).isEqualTo("住民票の転記");
    assertThat(request.path("deadline").asString()).isEqualTo("2026-11-24T12:00+09:00");
    assertThat(request.at("/input/区").asString()).isEqualTo("中央区");
    assertThat(Files.readString(run("request.csv"), WINDOWS_31J))
        .startsWith("name,value\r\nreference,run-1\r\nbot,住民票の転記\r\n")
        .endsWith("input.区,中央区\r\n");
    try (var files = Files.list(run("request.json").getParent())) {
      assertThat(files).hasSize(2);
    }
    assertThat(state()).containsEntry("state", "PENDING");
  }

  @Test
  void whatTheScenarioCannotReadIsRefusedWithoutRepeatingIt() throws Exception {
    connection.put("requestFormat", "csv-windows-31j");
    Map<String, Object> call = call();
    call.put("input", Map.of("氏名", "𠮷田"));
    assertThat(hub.start(call))
        .isEqualTo(
            new Rejected(
                "NOT_IN_CHARSET", "The input '氏名' has characters that windows-31j does not have"));
    assertThat(run("request.json")).doesNotExist();
  }

  @Test
  void aRunIsFollowedFromClaimToResult() throws Exception {
    start();
    bot("claim", "host=PC-07\n");
    bot("result.csv", "item,outcome,reason\r\n0208-1,DONE,\r\n0208-2,REJECTED,区がない\r\n0208-2,REJ");
    assertThat(state())
        .containsEntry("state", "RUNNING")
        .containsEntry("itemsDone", 1L)
        .containsEntry("itemsRejected", 1L)
        .containsKey("startedAt");

    bot(
        "result.csv",
        "item,outcome,reason\r\n0208-1,DONE,\r\n0208-2,REJECTED,区がない\r\n0208-2,REJECTED,区がない\r\n");
    bot("result.ini", "reference=run-1\nstate=SUCCEEDED\nmessage=転記しました\nend=true\n");
    assertThat(state())
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("message", "転記しました")
        .containsEntry("itemsRejected", 1L);
    assertThat(hub.of("run-1"))
        .containsExactly(
            new BotResult("0208-1", Outcome.DONE, ""),
            new BotResult("0208-2", Outcome.REJECTED, "区がない"));
  }

  @Test
  void aScenarioMayWriteWindowsTextAndCountItselfAndSayItInJson() throws Exception {
    start();
    Files.write(
        run("result.ini"),
        "reference=run-1\r\nstate=FAILED\r\nmessage=台帳が開けません\r\nitemsDone=7\r\nend=true\r\n"
            .getBytes(WINDOWS_31J));
    assertThat(state())
        .containsEntry("state", "FAILED")
        .containsEntry("message", "台帳が開けません")
        .containsEntry("itemsDone", 7);

    bot("result.json", "\uFEFF{\"reference\":\"run-1\",\"state\":\"CANCELLED\",\"end\":true}");
    assertThat(state()).containsEntry("state", "CANCELLED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "result.ini | reference=run-1;state=SUCCEEDED",
        "result.ini | reference=run-1;state=SUCCEEDED;end=true",
        "result.json | {\"reference\":\"run-1\",\"state\":\"SUCCEEDED\",\"end\":tr",
        "result.json | {\"reference\":\"run-1\",\"state\":\"SUCCEEDED\"}"
      })
  void halfAResultIsNoResult(String file, String text) throws Exception {
    start();
    bot("claim", "");
    bot(file, text.replace(';', '\n'));
    assertThat(state()).containsEntry("state", "RUNNING");
  }

  @Test
  void theResultOfAnotherRunIsNotBelieved() throws Exception {
    start();
    bot("claim", "");
    bot("result.json", "{\"reference\":\"run-2\",\"state\":\"SUCCEEDED\",\"end\":true}");
    assertThat(state())
        .containsEntry("state", "RUNNING")
        .extractingByKey("message")
        .asString()
        .contains("別の実行番号");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aLinkOutOfTheFolderIsNotFollowed() throws Exception {
    start();
    Path elsewhere =
        Files.writeString(folder.resolve("x"), "reference=run-1\nstate=SUCCEEDED\nend=true\n");
    Files.createSymbolicLink(run("result.ini"), elsewhere);
    assertThat(state()).containsEntry("state", "PENDING");
  }

  @Test
  void aBotThatFallsSilentHasFailedAndMustNotComeBack() throws Exception {
    start();
    bot("claim", "");
    bot("heartbeat", "");
    age("claim", Duration.ofMinutes(30));
    assertThat(state()).containsEntry("state", "RUNNING");

    age("heartbeat", Duration.ofMinutes(6));
    assertThat(state())
        .containsEntry("state", "FAILED")
        .extractingByKey("message")
        .asString()
        .contains("5 分以上");
    assertThat(run("cancel")).exists();
  }

  @Test
  void aBotThatCannotBeatIsWaitedFor() throws Exception {
    connection.put("staleAfter", "PT0S");
    start();
    bot("claim", "");
    age("claim", Duration.ofDays(2));
    assertThat(state()).containsEntry("state", "RUNNING");
  }

  @Test
  void aRequestThatNobodyTakesInTimeIsWithdrawnForEver() throws Exception {
    start();
    now = NOW.plus(Duration.ofHours(2)).plusSeconds(1);
    assertThat(state()).containsEntry("state", "FAILED");
    assertThat(state()).containsEntry("state", "FAILED");
    assertThat(run("claim")).exists();
  }

  @Test
  void aCancelledRequestIsNeverTaken() throws Exception {
    hub.cancel(call());
    assertThat(state()).containsEntry("state", "CANCELLED");
    assertThat(start()).isInstanceOf(Rejected.class);
  }

  @Test
  void aWorkingBotIsAskedToStop() throws Exception {
    start();
    bot("claim", "");
    hub.cancel(call());
    assertThat(run("cancel")).exists();
    assertThat(state()).containsEntry("state", "RUNNING");
    bot("result.ini", "reference=run-1\nstate=CANCELLED\nend=true\n");
    assertThat(state()).containsEntry("state", "CANCELLED");
  }

  @Test
  void aShareThatIsAwayIsAskedAgainAndNeverMade() throws Exception {
    Files.delete(share.resolve("requests"));
    assertThat(start()).isInstanceOf(RetryLater.class);
    assertThat(hub.get(call())).isInstanceOf(RetryLater.class);
    assertThat(hub.cancel(call())).isInstanceOf(RetryLater.class);
    assertThat(hub.probe(Map.of("folder", share.toString()))).isInstanceOf(RetryLater.class);
    assertThat(share).isEmptyDirectory();
  }

  @Test
  void healthWritesIntoTheShareAndLeavesNothing() throws Exception {
    assertThat(hub.probe(Map.of("folder", share.toString()))).isInstanceOf(Completed.class);
    assertThat(share.resolve("requests")).isEmptyDirectory();
    assertThat(hub.probe(Map.of("command", "true"))).isInstanceOf(Completed.class);
    assertThat(hub.probe(Map.of())).isInstanceOf(Misconfigured.class);
  }

  @Test
  void aRunNobodyKnowsIsUnknown() throws Exception {
    assertThat(state()).containsEntry("state", "UNKNOWN");
    assertThat(hub.of("run-1")).isEmpty();
    assertThat(hub.of("../run-1")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/b", "a\\b", "", " ", ".x", "C:", "a\nb", "%2e%2e/"})
  void noReferenceAndNoScenarioLeadsOutOfTheFolder(String name) throws Exception {
    Map<String, Object> call = call();
    call.put("reference", name);
    assertThat(hub.start(call)).isInstanceOf(Misconfigured.class);
    assertThat(hub.get(call)).isInstanceOf(Misconfigured.class);
    assertThat(hub.cancel(call)).isInstanceOf(Misconfigured.class);
    call = call();
    call.put("bot", name);
    assertThat(hub.start(call)).isInstanceOf(Rejected.class);
    assertThat(share.resolve("requests")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"requestFormat, xml", "staleAfter, 5m", "timeLimit, soon", "successCodes, ok"})
  void aWrongConnectionIsAnOperatorsMatter(String property, String value) throws Exception {
    connection.put(property, value);
    assertThat(start())
        .isInstanceOfSatisfying(
            Misconfigured.class, wrong -> assertThat(wrong.reason()).contains(property));
  }

  @ParameterizedTest
  @CsvSource({"exit 0, SUCCEEDED", "exit 3, FAILED", "kill -9 $$, FAILED"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theBotSideOfAPosixMachineTakesTheRequest(String end, String state) throws Exception {
    start();
    Path bot =
        script(
            "bot.sh",
            """
            echo "$GENBA_REFERENCE $GENBA_BOT" > "$1/seen.txt"
            printf 'item,outcome,reason\\r\\n1,DONE,\\r\\n' > "$1/result.csv"
            %s
            """
                .formatted(end));

    takeRequests(bot).waitFor();
    takeRequests(bot).waitFor();

    assertThat(state()).containsEntry("state", state).containsEntry("itemsDone", 1L);
    assertThat(run("seen.txt")).hasContent("run-1 住民票の転記");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theBotSideStopsWhenTheRunIsCancelled() throws Exception {
    start();
    Process side = takeRequests(script("bot.sh", "exec sleep 600\n"));
    await().until(() -> "RUNNING".equals(state().get("state")));
    hub.cancel(call());
    side.waitFor();
    assertThat(state()).containsEntry("state", "CANCELLED");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void theBotSideLeavesALateRequestAlone() throws Exception {
    now = Instant.now().minus(Duration.ofDays(1));
    start();
    takeRequests(script("bot.sh", "touch \"$1/ran\"\n")).waitFor();
    assertThat(state()).containsEntry("state", "FAILED");
    assertThat(run("ran")).doesNotExist();
  }

  private Process takeRequests(Path bot) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of("connectors/winactor/bot-side/take-requests.sh").toAbsolutePath().toString(),
            share.toString(),
            bot.toString());
    builder.environment().put("GENBA_LOOK", "0.05");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.inheritIO().start();
  }

  private Path script(String name, String text) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  private ConnectorOutcome start() throws Exception {
    return hub.start(call());
  }

  private Map<String, Object> state() throws Exception {
    assertThat(hub.get(call())).isInstanceOf(Completed.class).extracting("output", MAP).isNotNull();
    return ((Completed) hub.get(call())).output();
  }

  private Map<String, Object> call() {
    Map<String, Object> call = new HashMap<>();
    call.put("reference", "run-1");
    call.put("bot", "住民票の転記");
    call.put("input", Map.of("区", "中央区"));
    call.put("connection", connection);
    return call;
  }

  private void bot(String file, String text) throws IOException {
    Files.writeString(run(file), text, StandardCharsets.UTF_8);
  }

  private void age(String file, Duration age) throws IOException {
    Files.setLastModifiedTime(run(file), FileTime.from(Instant.now().minus(age)));
  }

  private Path run(String file) {
    return share.resolve("requests").resolve("run-1").resolve(file);
  }

  private HandOver hub() {
    Clock clock =
        new Clock() {
          @Override
          public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    var properties =
        new HandOverProperties(
            new HandOverProperties.Commands(folder.resolve("commands"), Duration.ofSeconds(2)),
            Map.of(
                "winactor", Map.of("folder", share.toString()), "uipath", Map.of("folder", "x")));
    var requests = new RequestWriter(JsonMapper.shared(), clock);
    var reports = new HandOverReport(messages());
    return new HandOver(
        properties,
        requests,
        new CommandRuns(properties, requests, reports, clock),
        reports,
        clock);
  }

  static ResourceBundleMessageSource messages() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/connector");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }
}
