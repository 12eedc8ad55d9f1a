package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import genba.connector.ConnectorDetails.CallError;
import genba.connector.ConnectorDetails.ConnectionDetails;
import genba.connector.ConnectorDetails.HealthCheck;
import genba.connector.ConnectorDetails.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What the catalogue's pages read: complete, and without a secret. */
@SpringBootTest(
    classes = {ConnectorTestApplication.class, CatalogueInsightTest.Database.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=src/test/resources/genba/connector/kamelets",
      "genba.connector.connections.wire.client-id=example-client",
      "genba.connector.connections.wire.client-secret=insight-example-secret",
      "genba.connector.connections.wire.rateLimitCalls=7",
      "genba.connector.connections.wire-east.system=wire",
      "genba.connector.connections.wire-east.address=http://localhost:1",
      "genba.connector.connections.wire-east.clientSecret=secret:env:NOT_SET_ANYWHERE",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class CatalogueInsightTest {

  static class Database {
    @Bean
    JdbcClient jdbc() {
      return genba.testing.TestDatabase.client(genba.testing.TestDatabase.H2.migrated());
    }
  }

  private static final HttpServer SERVER = server();
  private static volatile int status = 200;

  @Autowired ConnectorInsight insight;
  @Autowired ConnectorGateway gateway;

  private static HttpServer server() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            boolean token = exchange.getRequestURI().getPath().equals("/token");
            byte[] body =
                (token
                        ? "{\"access_token\":\"t0ken-example\",\"expires_in\":600}"
                        : "{\"message\":\"no\"}")
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token ? 200 : status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @DynamicPropertySource
  static void address(DynamicPropertyRegistry registry) {
    registry.add(
        "genba.connector.connections.wire.address",
        () -> "http://localhost:" + SERVER.getAddress().getPort());
  }

  @AfterAll
  static void stop() {
    SERVER.stop(0);
  }

  @BeforeEach
  void inEnglish() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);
    status = 200;
  }

  @Test
  void connectionsWithTheirSettingsButNoSecret() {
    ConnectorDetails details = insight.details("wire-start-job").orElseThrow();

    assertThat(details.file()).isEqualTo("wire/wire-start-job-action.kamelet.yaml");
    assertThat(details.connections())
        .extracting(ConnectionDetails::name)
        .containsExactly("wire", "wire-east");
    ConnectionDetails wire = details.connections().getFirst();
    assertThat(wire.complete()).isTrue();
    assertThat(wire.checkable()).isTrue();
    assertThat(wire.settings())
        .filteredOn(setting -> setting.name().equals("clientSecret"))
        .containsExactly(new Setting("clientSecret", "Secret", "", true, true, true, null));
    assertThat(wire.limits().rateCalls()).isEqualTo(7);
    assertThat(details.limits().timeLimit()).isEqualTo(Duration.ofSeconds(5));
    assertThat(details.limits().redeliverAfter()).isNull();
    ConnectionDetails east = details.connections().getLast();
    assertThat(east.missing()).containsExactly("Client");
    assertThat(details.toString() + insight.connections())
        .doesNotContain("insight-example-secret", "NOT_SET_ANYWHERE");
  }

  @Test
  void aConnectionIsCheckedOnDemand() {
    HealthCheck check = insight.check("wire");
    assertThat(check.healthy()).isTrue();
    assertThat(check.reason()).isEqualTo("It answered (HTTP 200)");
    assertThat(insight.details("wire-start-job").orElseThrow().connections().getFirst().health())
        .isEqualTo(check);

    status = 503;
    assertThat(insight.check("wire").reason())
        .isEqualTo("It answered otherwise than expected (HTTP 503)");
    assertThat(insight.check("wire-east").reason())
        .isEqualTo(
            "genba.connector.connections.wire-east.clientSecret: The environment variable"
                + " NOT_SET_ANYWHERE is not set");
    assertThat(insight.check("lonely").healthy()).isFalse();
  }

  @Test
  void failuresAreKeptShortAndMasked() {
    status = 400;
    gateway.call(new ConnectorCall("wire-start-job", "run-1", Map.of("job", "nightly")));

    await()
        .untilAsserted(
            () ->
                assertThat(insight.details("wire-start-job").orElseThrow().lastErrors())
                    .extracting(CallError::connection, CallError::outcome, CallError::reason)
                    .contains(
                        org.assertj.core.groups.Tuple.tuple(
                            "wire", "Rejected", "HTTP_400: HTTP 400 no")));
  }

  @Test
  void aBrokenFileIsExplainedInTheReadersLanguage() {
    String english = insight.details("sample-unknown-step").orElseThrow().connector().problem();
    LocaleContextHolder.setLocale(Locale.JAPANESE);
    String japanese = insight.details("sample-unknown-step").orElseThrow().connector().problem();

    assertThat(english).contains("line 17").contains("cannot be loaded");
    assertThat(japanese).contains(":17：処理の流れを読み込めません");
    assertThat(insight.details("no-such-thing")).isEmpty();
  }
}
