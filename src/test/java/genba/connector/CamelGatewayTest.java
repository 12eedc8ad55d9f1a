package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** The door out of the building, with a system that answers as it is asked to. */
@SpringBootTest(
    classes = {ConnectorTestApplication.class, CamelGatewayTest.Systems.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=src/test/resources/genba/connector/kamelets",
      "genba.connector.connections.sample.address=https://sample.example",
      "genba.connector.connections.sample.password=none",
      "genba.connector.connections.sample.circuitBreakerCalls=0",
      "genba.connector.connections.branch.system=sample",
      "genba.connector.connections.branch.address=https://branch.example",
      "genba.connector.connections.branch.password=branch-example-secret",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class CamelGatewayTest {

  static class Systems {
    @Bean
    ScriptedSystem scriptedSystem() {
      return new ScriptedSystem();
    }
  }

  /** What a connector's bean or HTTP exchange would answer. */
  public static class ScriptedSystem {

    public Object answer(String text, String reference, String address) throws Exception {
      return switch (text) {
        case "complete" -> Map.of("greeting", "hello", "reference", reference, "address", address);
        case "accept" -> Map.of("outcome", "ACCEPTED", "job", 7);
        case "reject" -> Map.of("outcome", "REJECTED", "code", "NO_SUCH_BOT", "message", "unknown");
        case "busy" -> Map.of("outcome", "RETRY_LATER", "reason", "full", "backOffSeconds", 5);
        case "wrong" -> Map.of("outcome", "MISCONFIGURED", "reason", "licence ended");
        case "nonsense" -> Map.of("outcome", "PERHAPS");
        case "refused" -> throw new ConnectException("refused");
        case "bug" -> throw new IllegalStateException("bug");
        case "silence" -> {
          new CountDownLatch(1).await();
          yield Map.of();
        }
        default -> throw http(Integer.parseInt(text.substring("http-".length())));
      };
    }

    private static HttpOperationFailedException http(int status) {
      return new HttpOperationFailedException(
          "https://sample.example", status, "", null, Map.of("Retry-After", "9"), "");
    }
  }

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired ConnectorHealth health;
  @Autowired ConnectorProperties properties;
  @Autowired Connections connections;
  @Autowired Guards guards;
  @Autowired CallErrors errors;
  @Autowired ProducerTemplate camel;

  @Test
  void anAnswerIsCompletedAndSeesReferenceAndConnection() {
    assertThat(call("complete"))
        .isEqualTo(
            new Completed(
                Map.of(
                    "greeting",
                    "hello",
                    "reference",
                    "run-1",
                    "address",
                    "https://sample.example ***")));
  }

  @Test
  void aCallChoosesTheConnectionItGoesOver() {
    for (String name : new String[] {"branch", "sample", "branch"}) {
      assertThat(
              gateway.call(
                  new ConnectorCall(
                      "sample-answer-call", "run-1", Map.of("text", "complete"), name, null, null)))
          .isInstanceOfSatisfying(
              Completed.class,
              done ->
                  assertThat(done.output())
                      .containsEntry("address", "https://" + name + ".example ***"));
    }
  }

  @Test
  void aRouteSaysItsOutcome() {
    assertThat(call("accept")).isEqualTo(new Accepted("run-1", Map.of("job", 7)));
    assertThat(call("reject")).isEqualTo(new Rejected("NO_SUCH_BOT", "unknown"));
    assertThat(call("busy")).isEqualTo(new RetryLater("full", Duration.ofSeconds(5)));
    assertThat(call("wrong")).isEqualTo(new Misconfigured("licence ended"));
    assertThat(call("nonsense")).isInstanceOf(Misconfigured.class);
  }

  @Test
  void anExceptionIsAnOutcomeToo() {
    assertThat(call("refused")).isInstanceOf(RetryLater.class);
    assertThat(call("bug")).isEqualTo(new Misconfigured("IllegalStateException: bug"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, Rejected",
    "401, Misconfigured",
    "403, Misconfigured",
    "404, Rejected",
    "408, RetryLater",
    "429, RetryLater",
    "500, RetryLater",
    "503, RetryLater"
  })
  void anHttpStatusHasOneMeaning(int status, String outcome) {
    ConnectorOutcome answer = call("http-" + status);
    assertThat(answer.getClass().getSimpleName()).isEqualTo(outcome);
    if (answer instanceof RetryLater later) {
      assertThat(later.backOff()).isEqualTo(Duration.ofSeconds(9));
    }
  }

  @Test
  void aCallEndsWithinItsTimeLimit() {
    assertThat(
            gateway.call(
                new ConnectorCall("sample-stay-silent", "run-1", Map.of("text", "silence"))))
        .isEqualTo(
            new RetryLater("sample-stay-silent did not answer within 1 s", Duration.ofSeconds(30)));
  }

  @Test
  void parametersAreCheckedAgainstTheContract() {
    assertThat(problems(Map.of())).contains("'text' is missing");
    assertThat(problems(Map.of("text", 3))).contains("'text' must be of type string");
    assertThat(problems(Map.of("text", "UPPER"))).contains("'text' must match [a-z0-9-]+");
    assertThat(problems(Map.of("text", "complete", "count", "3")))
        .contains("'count' must be of type integer");
    assertThat(problems(Map.of("text", "complete", "level", "mid")))
        .contains("'level' must be one of [low, high]");
    assertThat(problems(Map.of("text", "complete", "CamelHttpUri", "http://evil.example")))
        .contains("'CamelHttpUri' is not a parameter");
  }

  @Test
  void secretsAndAddressesAreNeverGivenWithACall() {
    assertThat(problems(Map.of("text", "complete", "password", "s3cret")))
        .contains("'password' belongs to the connection")
        .doesNotContain("s3cret");
  }

  @Test
  void whatIsNotConnectedSaysWhatIsMissing() {
    assertThat(gateway.call(new ConnectorCall("lonely-ask-value", "run-1", Map.of())))
        .isEqualTo(new Misconfigured("genba.connector.connections.lonely has no [token]"));
    assertThat(gateway.call(new ConnectorCall("no-such-thing", "run-1", Map.of())))
        .isEqualTo(new Misconfigured("There is no connector 'no-such-thing'"));
  }

  @Test
  void aBrokenFileStopsNoOtherAndSaysFileLineAndReason() {
    Map<String, String> problems = new HashMap<>();
    catalogue.connectors().stream()
        .filter(connector -> connector.problem() != null)
        .forEach(connector -> problems.put(connector.name(), connector.problem()));

    assertThat(problems)
        .containsOnlyKeys(
            "sample-broken-text",
            "sample-other-name",
            "sample-unknown-step",
            "sample-unknown-system");
    assertThat(problems.get("sample-broken-text"))
        .startsWith("sample-broken-text-action.kamelet.yaml, line 14: ");
    assertThat(problems.get("sample-other-name"))
        .startsWith("sample-other-name-action.kamelet.yaml, line 4: metadata.name must be");
    assertThat(problems.get("sample-unknown-step"))
        .startsWith("sample-unknown-step-action.kamelet.yaml, line 17: ")
        .contains("teleport");
    assertThat(problems.get("sample-unknown-system")).contains("nowhere");
    assertThat(gateway.call(new ConnectorCall("sample-unknown-system", "run-1", Map.of())))
        .isEqualTo(new Misconfigured(problems.get("sample-unknown-system")));

    Health now = health.health();
    assertThat(now.getStatus()).isEqualTo(Status.DOWN);
    assertThat(now.getDetails().get("problems").toString()).contains("line 14");
  }

  @Test
  void aCallThatComesBeforeTheConnectorsAreLoadedIsToldToComeAgain() {
    KameletCatalogue empty = new KameletCatalogue(guards, properties, new PublicKamelets());
    CamelGateway early = new CamelGateway(empty, camel, connections, guards, errors);

    assertThat(early.call(new ConnectorCall("sample-answer-call", "run-1", Map.of())))
        .isInstanceOf(RetryLater.class);
  }

  private ConnectorOutcome call(String text) {
    return gateway.call(new ConnectorCall("sample-answer-call", "run-1", Map.of("text", text)));
  }

  private String problems(Map<String, Object> parameters) {
    ConnectorOutcome outcome =
        gateway.call(new ConnectorCall("sample-answer-call", "run-1", parameters));
    assertThat(outcome).isInstanceOf(Misconfigured.class);
    return ((Misconfigured) outcome).reason();
  }
}
