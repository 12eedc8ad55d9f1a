package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.stub.TeamsStub;
import genba.connector.stub.VendorStub.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Cards over the network: what the channel's webhook takes, and what it does not. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false",
      "genba.connector.connections.teams-other.system=teams"
    })
class TeamsStubTest {

  private static final TeamsStub TEAMS = new TeamsStub();

  @Autowired ConnectorGateway gateway;

  @DynamicPropertySource
  static void teams(DynamicPropertyRegistry registry) {
    TEAMS
        .connection()
        .forEach(
            (name, value) ->
                registry.add("genba.connector.connections.teams." + name, () -> value));
    registry.add(
        "genba.connector.connections.teams-other.webhookAddress",
        () -> TEAMS.connection().get("webhookAddress") + "-other");
    registry.add("genba.connector.connections.teams-other.trustedAddress", TEAMS::address);
  }

  @AfterAll
  static void close() {
    TEAMS.close();
  }

  @Test
  void whatIsPostedStandsInTheChannel() {
    assertThat(post("市民課「転入届」\"quoted\" \\ 髙﨑", null)).isInstanceOf(Completed.class);
    assertThat(TEAMS.texts()).contains("市民課「転入届」\"quoted\" \\ 髙﨑");
  }

  @Test
  void aDigestOfManyLinesFits() {
    List<Map<String, String>> lines =
        IntStream.range(0, 400)
            .mapToObj(
                n ->
                    Map.of(
                        "text",
                        n + "件目のお知らせ".repeat(5),
                        "address",
                        "https://genba.city.example/" + n))
            .toList();
    assertThat(
            gateway.call(
                new ConnectorCall(
                    "teams-post-digest", "digest-1", Map.of("title", "きょうのお知らせ", "lines", lines))))
        .isInstanceOf(Completed.class);
    assertThat(TEAMS.texts()).anyMatch(text -> text.startsWith("ほか "));
  }

  @Test
  void limitsAreUnderstoodWhereverTheyAreSaid() {
    TEAMS.inject(Fault.TOO_MANY_REQUESTS, "POST", 1);
    assertThat(post("limited", null))
        .isEqualTo(new RetryLater("HTTP 429 Rate limit is exceeded.", Duration.ofSeconds(1), true));
    TEAMS.limitInsideBody(1);
    assertThat(post("limited inside", null))
        .isInstanceOfSatisfying(
            RetryLater.class,
            later -> assertThat(later.backOff()).isEqualTo(Duration.ofSeconds(60)));
    TEAMS.inject(Fault.RESET, "POST", 1);
    assertThat(post("reset", null)).isInstanceOf(RetryLater.class);
    assertThat(TEAMS.texts()).doesNotContain("limited", "limited inside", "reset");
  }

  @Test
  void aVoidAddressIsForAnOperatorAndIsNotRepeated() {
    assertThat(post("void", "teams-other"))
        .isInstanceOfSatisfying(
            Misconfigured.class,
            said -> assertThat(said.reason()).doesNotContain("example-secret", "sig="));
  }

  private ConnectorOutcome post(String text, @org.jspecify.annotations.Nullable String connection) {
    return gateway.call(
        new ConnectorCall(
            "teams-post-card",
            "card-1",
            Map.of("title", "お知らせ", "text", text, "address", "https://genba.city.example/"),
            connection,
            null,
            null));
  }
}
