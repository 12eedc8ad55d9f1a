package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.stub.AutomationAnywhereStub;
import genba.connector.stub.BluePrismStub;
import genba.connector.stub.StubJob.State;
import genba.connector.stub.VendorStub;
import genba.connector.stub.VendorStub.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Automation Anywhere and Blue Prism over the wire, tokens and all. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false",
      "genba.connector.connections.automation-anywhere.inputTypes=iCount=NUMBER, bUrgent=BOOLEAN"
    })
class RpaStubsTest {

  private static final AutomationAnywhereStub ANYWHERE = new AutomationAnywhereStub();
  private static final BluePrismStub PRISM = new BluePrismStub();
  private static final Map<String, Object> QUEUE = Map.of("bot", BluePrismStub.QUEUE);

  private final String reference = "run-" + UUID.randomUUID();

  @Autowired ConnectorGateway gateway;
  @Autowired CallbackVerifier callbacks;

  @DynamicPropertySource
  static void connections(DynamicPropertyRegistry registry) {
    for (VendorStub stub : List.of(ANYWHERE, PRISM)) {
      stub.connection()
          .forEach(
              (name, value) ->
                  registry.add(
                      "genba.connector.connections." + stub.system() + "." + name, () -> value));
    }
    registry.add("genba.connector.connections.wrong-key.system", () -> "automation-anywhere");
    registry.add("genba.connector.connections.wrong-key.address", ANYWHERE::address);
    registry.add("genba.connector.connections.wrong-key.username", () -> "genba");
    registry.add("genba.connector.connections.wrong-key.apiKey", () -> "example-wrong");
    registry.add("genba.connector.connections.wrong-key.runAsUserIds", () -> "3");
  }

  @AfterAll
  static void close() {
    ANYWHERE.close();
    PRISM.close();
  }

  @Test
  void automationAnywhereDeploysABot() {
    Map<String, Object> bot =
        Map.of("bot", "87", "input", Map.of("sList", "一覧.csv", "iCount", "2", "bUrgent", "true"));
    Map<String, Object> key = key(call("automation-anywhere-start-run", bot));

    assertThat(output(call("automation-anywhere-get-run", key))).containsEntry("state", "RUNNING");
    assertThat(output(call("automation-anywhere-get-run", key)))
        .containsEntry("state", "SUCCEEDED")
        .containsKeys("startedAt", "endedAt");
    assertThat(ANYWHERE.acceptedStarts(reference)).isEqualTo(1);
  }

  @Test
  void automationAnywhereTellsOfManyDeploymentsAtOnce() {
    Map<String, Object> one = key(call("automation-anywhere-start-run", Map.of("bot", "87")));
    Map<String, Object> many =
        Map.of(
            "runs",
            List.of(
                Map.of("reference", reference, "key", one.get("key")),
                Map.of("reference", "another", "key", "none")));

    assertThat((List<?>) output(call("automation-anywhere-get-runs", many)).get("runs"))
        .extracting(
            run -> ((Map<?, ?>) run).get("reference") + " " + ((Map<?, ?>) run).get("state"))
        .containsExactly(reference + " RUNNING", "another PENDING");
  }

  @Test
  void automationAnywheresTokenEndsInTheMiddle() {
    Map<String, Object> key = key(call("automation-anywhere-start-run", Map.of("bot", "87")));
    ANYWHERE.inject(Fault.TOKEN_EXPIRED, "POST /v2/activity/list", 1);

    assertThat(output(call("automation-anywhere-get-run", key))).containsEntry("state", "RUNNING");
    assertThat(
            gateway.call(
                new ConnectorCall(
                    "automation-anywhere-start-run",
                    reference,
                    Map.of("bot", "87"),
                    "wrong-key",
                    null,
                    null)))
        .isInstanceOfSatisfying(
            Misconfigured.class, no -> assertThat(no.reason()).contains("Invalid credentials"));
  }

  @Test
  void automationAnywhereKeepsWorkItems() {
    Map<String, Object> added =
        output(
            call(
                "automation-anywhere-add-work-items",
                Map.of("queue", "7", "items", List.of(Map.of("receipt_number", "R8-000123")))));
    String id = String.valueOf(((List<?>) added.get("ids")).getFirst());

    assertThat(output(call("automation-anywhere-list-work-items", Map.of("queue", "7", "id", id))))
        .hasEntrySatisfying("total", total -> assertThat(total).hasToString("1"));
  }

  @Test
  void automationAnywheresCallbackCarriesTheWordItWasTold() {
    byte[] body = "{\"deploymentId\": \"d-1\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(
            callbacks.verify(
                "automation-anywhere", Map.of("x-genba-callback", "example-secret"), body))
        .isEqualTo(new CallbackVerifier.Callback(true, List.of(), List.of("d-1"), null));
    assertThat(callbacks.verify("automation-anywhere", Map.of(), body).valid()).isFalse();
    assertThat(
            callbacks
                .verify("automation-anywhere", Map.of("x-genba-callback", "example-guess"), body)
                .valid())
        .isFalse();
  }

  @Test
  void bluePrismWorksAnItem() {
    Map<String, Object> input =
        Map.of("bot", BluePrismStub.QUEUE, "input", Map.of("List", "一覧.csv"));
    Map<String, Object> key = key(call("blue-prism-start-run", input));

    assertThat(state(key)).isEqualTo("RUNNING");
    assertThat(output(call("blue-prism-get-run", both(key))))
        .containsEntry("state", "SUCCEEDED")
        .hasEntrySatisfying("itemsDone", count -> assertThat(count).hasToString("3"))
        .containsKeys("startedAt", "endedAt");
  }

  @Test
  void bluePrismIsAskedByReferenceAfterAnUnclearStart() {
    assertThat(output(call("blue-prism-get-run", QUEUE))).containsEntry("state", "UNKNOWN");
    PRISM.inject(Fault.BAD_GATEWAY_THOUGH_STARTED, "items/batch", 1);

    assertThat(call("blue-prism-start-run", QUEUE)).isInstanceOf(RetryLater.class);
    assertThat(output(call("blue-prism-get-run", QUEUE)))
        .containsEntry("state", "RUNNING")
        .containsKey("key");
    assertThat(PRISM.acceptedStarts(reference)).isEqualTo(1);
  }

  @Test
  void bluePrismsFailureSaysWhy() {
    Map<String, Object> key = key(call("blue-prism-start-run", QUEUE));
    PRISM.finish(reference, State.FAILED, Map.of());

    assertThat(output(call("blue-prism-get-run", both(key))))
        .containsEntry("state", "FAILED")
        .containsEntry("message", "The bot failed");
    assertThat(call("blue-prism-cancel-run", both(key))).isInstanceOf(Rejected.class);
    assertThat(call("blue-prism-start-run", Map.of("bot", UUID.randomUUID().toString())))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.message()).contains("work queue"));
  }

  private String state(Map<String, Object> key) {
    return String.valueOf(output(call("blue-prism-get-run", both(key))).get("state"));
  }

  private static Map<String, Object> both(Map<String, Object> key) {
    return Map.of("bot", BluePrismStub.QUEUE, "key", String.valueOf(key.get("key")));
  }

  private ConnectorOutcome call(String connector, Map<String, Object> parameters) {
    return gateway.call(new ConnectorCall(connector, reference, parameters));
  }

  private static Map<String, Object> key(ConnectorOutcome outcome) {
    assertThat(outcome).isInstanceOf(Accepted.class);
    return Map.of("key", String.valueOf(((Accepted) outcome).output().get("key")));
  }

  private static Map<String, Object> output(ConnectorOutcome outcome) {
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).output();
  }
}
