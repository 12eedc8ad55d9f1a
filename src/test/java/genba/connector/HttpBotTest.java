package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.stub.HttpBotStub;
import genba.connector.stub.Recorded;
import genba.connector.stub.StubJob;
import genba.connector.stub.VendorStub.Fault;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The generic HTTP bot over a real network, with a token and signed requests. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class HttpBotTest {

  private static final HttpBotStub STUB = new HttpBotStub();

  private final String reference = "run-" + UUID.randomUUID();

  @Autowired ConnectorGateway gateway;

  @DynamicPropertySource
  static void connection(DynamicPropertyRegistry registry) {
    STUB.connection()
        .forEach(
            (name, value) ->
                registry.add("genba.connector.connections.http-bot." + name, () -> value));
    registry.add("genba.connector.connections.unsigned.system", () -> "http-bot");
    STUB.connection().entrySet().stream()
        .filter(entry -> !entry.getKey().equals("signatureSecret"))
        .forEach(
            entry ->
                registry.add(
                    "genba.connector.connections.unsigned." + entry.getKey(), entry::getValue));
  }

  @AfterAll
  static void close() {
    STUB.close();
  }

  @Test
  void aRunIsStartedFollowedAndCounted() {
    assertThat(call("start-run", Map.of("bot", "register", "input", Map.of("LIST", "一覧.csv"))))
        .isInstanceOfSatisfying(
            Accepted.class, accepted -> assertThat(accepted.output()).containsOnlyKeys("key"));

    assertThat(output(call("get-run", Map.of()))).containsEntry("state", "RUNNING");
    assertThat(output(call("get-run", Map.of())))
        .containsEntry("state", "SUCCEEDED")
        .hasEntrySatisfying("itemsDone", count -> assertThat(count).hasToString("3"))
        .containsKeys("startedAt", "endedAt", "key");
    assertThat(STUB.acceptedStarts(reference)).isEqualTo(1);
  }

  @Test
  void anUnsignedRequestIsTurnedAway() {
    ConnectorOutcome outcome =
        gateway.call(
            new ConnectorCall(
                "http-bot-start-run",
                reference,
                Map.of("bot", "register"),
                "unsigned",
                null,
                null));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ConnectorOutcome.Misconfigured.class,
            wrong -> assertThat(wrong.reason()).contains("401").contains("signature"));
    assertThat(STUB.acceptedStarts(reference)).isZero();
  }

  @Test
  void aVoidTokenIsRenewedAndTheRequestSignedAnew() {
    call("start-run", Map.of("bot", "register"));
    STUB.inject(Fault.TOKEN_EXPIRED, "GET /runs/" + reference, 1);

    assertThat(output(call("get-run", Map.of()))).containsEntry("state", "RUNNING");
  }

  @Test
  void anUnclearStartCanBeLookedUp() {
    STUB.inject(Fault.BAD_GATEWAY_THOUGH_STARTED, "POST /bots/unclear", 1);

    assertThat(call("start-run", Map.of("bot", "unclear"))).isInstanceOf(RetryLater.class);
    assertThat(output(call("get-run", Map.of()))).containsEntry("state", "RUNNING");
    assertThat(STUB.acceptedStarts(reference)).isEqualTo(1);
  }

  @Test
  void aRunIsCancelledOnce() {
    call("start-run", Map.of("bot", "register"));

    assertThat(call("cancel-run", Map.of())).isEqualTo(new Completed(Map.of()));
    assertThat(call("cancel-run", Map.of())).isEqualTo(new Completed(Map.of()));
    assertThat(output(call("get-run", Map.of()))).containsEntry("state", "CANCELLED");
  }

  @Test
  void anUnknownBotIsRejectedWithItsSystemsWords() {
    assertThat(call("start-run", Map.of("bot", "no-such-bot")))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected -> assertThat(rejected.message()).contains("There is no bot 'no-such-bot'"));
  }

  @Test
  void theResultOfAFailedRunComesBack() {
    call("start-run", Map.of("bot", "register"));
    STUB.finish(reference, StubJob.State.FAILED, Map.of("itemsDone", 2, "itemsNotReached", 5));

    assertThat(output(call("get-run", Map.of())))
        .containsEntry("state", "FAILED")
        .hasEntrySatisfying("itemsNotReached", count -> assertThat(count).hasToString("5"));
    assertThat(STUB.requests()).extracting(Recorded::status).doesNotContain(400, 500);
  }

  private ConnectorOutcome call(String verb, Map<String, Object> parameters) {
    return gateway.call(new ConnectorCall("http-bot-" + verb, reference, parameters));
  }

  private static Map<String, Object> output(ConnectorOutcome outcome) {
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).output();
  }
}
