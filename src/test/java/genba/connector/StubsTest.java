package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.CallbackVerifier.Callback;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.stub.CloudFlowStub;
import genba.connector.stub.DesktopFlowStub;
import genba.connector.stub.Recorded;
import genba.connector.stub.StubJob.State;
import genba.connector.stub.UiPathStub;
import genba.connector.stub.VendorStub;
import genba.connector.stub.VendorStub.Fault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the connectors send is what the vendors take: over the wire, tokens and all. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class StubsTest {

  private static final UiPathStub UIPATH = new UiPathStub();
  private static final DesktopFlowStub DESKTOP = new DesktopFlowStub();
  private static final CloudFlowStub CLOUD = new CloudFlowStub();

  @Autowired ConnectorGateway gateway;
  @Autowired CallbackVerifier verifier;
  @Autowired ConnectorInsight insight;

  @DynamicPropertySource
  static void connections(DynamicPropertyRegistry registry) {
    for (VendorStub stub : List.of(UIPATH, DESKTOP, CLOUD)) {
      stub.connection()
          .forEach(
              (name, value) ->
                  registry.add(
                      "genba.connector.connections." + stub.system() + "." + name, () -> value));
    }
  }

  @AfterAll
  static void close() {
    UIPATH.close();
    DESKTOP.close();
    CLOUD.close();
  }

  @Test
  void uiPathRunsAProcess() {
    String key = key(call("uipath-start-run", "u-1", Map.of("bot", UiPathStub.PROCESS)));

    assertThat(state("uipath", "u-1", Map.of("key", key))).isEqualTo("RUNNING");
    Map<String, Object> end = output(call("uipath-get-run", "u-1", Map.of()));
    assertThat(end).containsEntry("state", "SUCCEEDED").containsEntry("key", key);
    assertThat(end).containsEntry("itemsDone", "3").containsKeys("startedAt", "endedAt");
    assertThat(state("uipath", "nobody", Map.of())).isEqualTo("UNKNOWN");
  }

  @Test
  void uiPathTellsOfManyJobsAtOnce() {
    String key = key(call("uipath-start-run", "m-1", Map.of("bot", UiPathStub.RELEASE)));
    call("uipath-start-run", "m-2", Map.of("bot", UiPathStub.PROCESS, "input", Map.of("a", "市")));
    UIPATH.finish("m-2", State.FAILED, Map.of());

    Map<String, Object> answer =
        output(
            call(
                "uipath-get-runs",
                "look",
                Map.of(
                    "runs",
                    List.of(
                        Map.of("reference", "m-1", "key", key),
                        Map.of("reference", "m-2"),
                        Map.of("reference", "m-3")))));

    assertThat((List<?>) answer.get("runs"))
        .extracting(
            run -> ((Map<?, ?>) run).get("reference") + " " + ((Map<?, ?>) run).get("state"))
        .containsExactly("m-1 RUNNING", "m-2 FAILED", "m-3 UNKNOWN");
  }

  @Test
  void uiPathStopsAJobOnce() {
    call("uipath-start-run", "c-1", Map.of("bot", UiPathStub.PROCESS));

    assertThat(call("uipath-cancel-run", "c-1", Map.of())).isEqualTo(new Completed(Map.of()));
    assertThat(state("uipath", "c-1", Map.of())).isEqualTo("CANCELLED");
    assertThat(call("uipath-cancel-run", "c-1", Map.of())).isEqualTo(new Completed(Map.of()));
  }

  @Test
  void uiPathRefusesInItsOwnWords() {
    assertThat(call("uipath-start-run", "r-1", Map.of("bot", UiPathStub.ATTENDED_ONLY)))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.message()).contains("unattended robot"));
    assertThat(call("uipath-start-run", "r-2", Map.of("bot", "no such process")))
        .isEqualTo(new Rejected("UIPATH_1002", "The process does not exist."));
  }

  @Test
  void uiPathTakesAnItemOnceAndFollowsIt() {
    Map<String, Object> item =
        Map.of("queue", UiPathStub.QUEUE, "content", Map.of("receiptNumber", "R8-000123"));

    String key = key(call("uipath-add-queue-item", "q-1", item));
    assertThat(key(call("uipath-add-queue-item", "q-1", item))).isEqualTo(key);
    assertThat(output(call("uipath-get-queue-item", "q-1", Map.of())))
        .containsEntry("state", "PENDING");
    UIPATH.endQueueItem("q-1", "Successful", Map.of("registered", "yes"));
    assertThat(output(call("uipath-get-queue-item", "q-1", Map.of())))
        .containsEntry("state", "SUCCEEDED");
  }

  @Test
  void uiPathsWebhooksAreUnderstoodInEveryFormTheyAreDescribedIn() {
    String one = "{\"Type\":\"job.faulted\",\"EventId\":\"e1\",\"Job\":{\"Id\":1,\"Key\":\"k1\"}}";
    String many =
        "{\"Type\":\"job.created\",\"EventId\":\"e2\",\"Jobs\":[{\"Key\":\"k1\",\"Reference\":\"r1\"},{\"Key\":\"k2\"}]}";
    String odd = "{\"Type\":\"job.created\",\"EventId\":\"e3\",\"Jobs\":{\"Key\":\"k3\"}}";

    assertThat(webhook(one, Base64.getEncoder().encodeToString(hmac(one))))
        .isEqualTo(new Callback(true, List.of(), List.of("k1"), "e1:k1"));
    assertThat(webhook(many, "sha256=" + HexFormat.of().formatHex(hmac(many))))
        .isEqualTo(new Callback(true, List.of("r1"), List.of("k1", "k2"), "e2:k1"));
    assertThat(webhook(odd, HexFormat.of().formatHex(hmac(odd))).keys()).containsExactly("k3");
    assertThat(webhook("{}", HexFormat.of().formatHex(hmac("{}"))))
        .isEqualTo(new Callback(true, List.of(), List.of(), null));
    assertThat(webhook(one, Base64.getEncoder().encodeToString(hmac(many))).valid()).isFalse();
    assertThat(webhook(one, "").valid()).isFalse();
  }

  private Callback webhook(String body, String signature) {
    return verifier.verify(
        "uipath", Map.of("x-uipath-signature", signature), body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("example-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aDesktopFlowsCallbackNamesItsSession() {
    byte[] body = "{\"statuscode\":4,\"flowsessionid\":\"s1\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(verifier.verify("power-automate", Map.of(), body))
        .isEqualTo(new Callback(true, List.of(), List.of("s1"), null));
  }

  @Test
  void dataverseRunsADesktopFlow() {
    String key =
        key(
            gateway.call(
                new ConnectorCall(
                    "power-automate-start-run",
                    "d-1",
                    Map.of("bot", DesktopFlowStub.FLOW, "input", Map.of("Date", "2026-11-24")),
                    null,
                    null,
                    VendorStub.HUB + "/api/v1/callbacks/power-automate/d-1")));

    assertThat(DESKTOP.acceptedStarts("d-1")).isEqualTo(1);
    assertThat(state("power-automate", "d-1", Map.of("key", key))).isEqualTo("RUNNING");
    assertThat(output(call("power-automate-get-run", "d-1", Map.of("key", key))))
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("itemsRejected", "1");
    assertThat(call("power-automate-cancel-run", "d-1", Map.of("key", key)))
        .isEqualTo(new Completed(Map.of()));
  }

  @Test
  void aDesktopFlowIsCancelled() {
    String key =
        key(
            call(
                "power-automate-start-run",
                "d-2",
                Map.of("bot", DesktopFlowStub.WORKFLOW, "input", Map.of("reference", "d-2"))));

    assertThat(call("power-automate-cancel-run", "d-2", Map.of("key", key)))
        .isEqualTo(new Completed(Map.of()));
    assertThat(state("power-automate", "d-2", Map.of("key", key))).isEqualTo("CANCELLED");
  }

  @Test
  void aCloudFlowIsFollowedAtItsLocation() {
    CLOUD.respond(CloudFlowStub.Style.ASYNCHRONOUS);
    String key = key(call("power-automate-flow-start-run", "f-1", Map.of("bot", "申請転記")));

    assertThat(state("power-automate-flow", "f-1", Map.of("key", key))).isEqualTo("RUNNING");
    assertThat(state("power-automate-flow", "f-1", Map.of("key", key))).isEqualTo("SUCCEEDED");
  }

  @Test
  void aCloudFlowMayAnswerAtOnceOrNever() {
    CLOUD.respond(CloudFlowStub.Style.SYNCHRONOUS);
    assertThat(output(call("power-automate-flow-start-run", "f-2", Map.of())))
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("itemsDone", "3");
    CLOUD.respond(CloudFlowStub.Style.NONE);
    assertThat(call("power-automate-flow-start-run", "f-3", Map.of()))
        .isEqualTo(new Accepted("f-3", Map.of()));
  }

  @Test
  void aTokenThatExpiresWhileManyAskIsRenewedForAllOfThem() throws Exception {
    call("uipath-start-run", "t-1", Map.of("bot", UiPathStub.PROCESS));
    UIPATH.inject(Fault.TOKEN_EXPIRED, "GET .*/odata/Jobs", 1);

    try (var askers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ConnectorOutcome>> answers =
          IntStream.range(0, 8)
              .mapToObj(_ -> askers.submit(() -> call("uipath-get-run", "t-1", Map.of())))
              .toList();
      for (Future<ConnectorOutcome> answer : answers) {
        assertThat(answer.get()).isInstanceOf(Completed.class);
      }
    }
    assertThat(UIPATH.requests()).extracting(Recorded::status).contains(401);
  }

  @Test
  void healthIsAskedWithoutEffect() {
    assertThat(insight.check("uipath").healthy()).isTrue();
    assertThat(insight.check("power-automate").healthy()).isTrue();
    UIPATH.inject(Fault.BAD_GATEWAY_THOUGH_STARTED, "GET .*/odata/Folders", 2);
    assertThat(insight.check("uipath").healthy()).isFalse();
    assertThat(UIPATH.requests())
        .filteredOn(asked -> asked.request().path().endsWith("/odata/Folders"))
        .allMatch(asked -> asked.request().method().equals("GET"));
    UIPATH.heal();
  }

  @Test
  void aConnectionThatIsNotThereIsAnOperatorsMatter() {
    assertThat(
            gateway.call(
                new ConnectorCall(
                    "uipath-get-run", "x", Map.of(), "no-such-connection", null, null)))
        .isInstanceOf(Misconfigured.class);
  }

  private ConnectorOutcome call(
      String connector, String reference, Map<String, Object> parameters) {
    return gateway.call(new ConnectorCall(connector, reference, parameters));
  }

  private Object state(String system, String reference, Map<String, Object> parameters) {
    return output(call(system + "-get-run", reference, parameters)).get("state");
  }

  private static String key(ConnectorOutcome outcome) {
    assertThat(outcome).isInstanceOf(Accepted.class);
    return String.valueOf(((Accepted) outcome).output().get("key"));
  }

  private static Map<String, Object> output(ConnectorOutcome outcome) {
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).output();
  }
}
