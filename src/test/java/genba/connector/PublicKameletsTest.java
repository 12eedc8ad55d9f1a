package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import genba.connector.Connector.Parameter;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Kamelets of the public catalogue, called like our own. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=src/test/resources/genba/connector/kamelets",
      "genba.connector.connections.apache-http-secured-sink.authUsername=clerk",
      "genba.connector.connections.apache-http-secured-sink.authPassword=public-example-secret",
      "genba.connector.connections.apache-http-secured-sink.authMethod=Basic",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class PublicKameletsTest {

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;

  @Test
  void whatTheClassPathCanServeIsListed() {
    assertThat(catalogue.connectors())
        .extracting(Connector::name)
        .contains("apache-http-sink", "apache-mail-sink", "apache-json-serialize-action")
        .doesNotContain("apache-aws-s3-sink", "apache-kafka-sink", "apache-timer-source");
    Connector mail = catalogue.find("apache-mail-sink").orElseThrow();
    assertThat(mail.system()).isEqualTo("apache");
    assertThat(mail.parameters())
        .extracting(Parameter::name)
        .contains("connectionHost", "body", "headers")
        .doesNotContain("connectionPassword");
  }

  @Test
  void theMessageGoesInAndComesOut() {
    assertThat(call("apache-json-serialize-action", Map.of("body", Map.of("number", 7))))
        .isEqualTo(new Completed(Map.of("body", "{\"number\":7}")));
    assertThat(call("apache-set-body-action", Map.of("value", "hello")))
        .isEqualTo(new Completed(Map.of("body", "hello")));
    assertThat(call("apache-set-body-action", Map.of("value", "bye")))
        .isEqualTo(new Completed(Map.of("body", "bye")));
  }

  @Test
  void headersThatSteerCamelStayOutside() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Place")
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = "{\"taken\":true}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://localhost:" + server.getAddress().getPort() + "/take";
      ConnectorOutcome outcome =
          call(
              "apache-http-secured-sink",
              Map.of(
                  "url",
                  address,
                  "body",
                  "x",
                  "headers",
                  Map.of("X-Place", "tokyo", "CamelHttpPath", "/elsewhere")));
      assertThat(outcome).isEqualTo(new Completed(Map.of("body", "{\"taken\":true}")));
      assertThat(seen).singleElement().asString().startsWith("/take tokyo ");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void secretsComeFromTheConnectionAndExpressionsFromNobody() {
    assertThat(
            call(
                "apache-mail-sink",
                Map.of("connectionHost", "mail.example", "connectionPassword", "x")))
        .isInstanceOf(Misconfigured.class);
    assertThat(call("apache-set-body-action", Map.of("value", "${env.HOME}")))
        .isEqualTo(
            new Misconfigured("apache-set-body-action: 'value' must not hold an expression"));
    assertThat(call("apache-set-body-action", Map.of()))
        .isEqualTo(new Misconfigured("apache-set-body-action: 'value' is missing"));
  }

  @Test
  void aHostThatIsNotThereIsAskedAgainLater() {
    assertThat(call("apache-http-sink", Map.of("url", "http://localhost:1/x", "body", "x")))
        .isInstanceOf(RetryLater.class);
  }

  private ConnectorOutcome call(String connector, Map<String, Object> parameters) {
    return gateway.call(new ConnectorCall(connector, "run-1", parameters));
  }
}
