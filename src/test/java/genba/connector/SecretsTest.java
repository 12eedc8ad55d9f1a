package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import genba.connector.SecretStore.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets in the environment, in files and in a vault. */
class SecretsTest {

  private static final String SECRET = "secret:vault:city/rpa/uipath#clientSecret";

  @TempDir Path folder;

  private final TestClock clock = new TestClock();
  private HttpServer server;
  private volatile String stored = "vault-example-secret";
  private volatile int status = 200;
  private volatile int asked;
  private volatile String lastRequest = "";
  private Secrets secrets;

  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-11-24T00:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @BeforeEach
  void vault() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked++;
          lastRequest =
              exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Vault-Token");
          byte[] body =
              "{\"data\":{\"data\":{\"clientSecret\":\"%s\"},\"metadata\":{\"version\":2}}}"
                  .formatted(stored)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    Path token = Files.writeString(folder.resolve("token"), "vault-example-token\n");
    secrets =
        secrets(
            new ConnectorProperties.Vault(
                "http://localhost:" + server.getAddress().getPort() + "/",
                token,
                null,
                null,
                Duration.ofMinutes(5)));
  }

  private Secrets secrets(ConnectorProperties.Vault vault) {
    return new Secrets(new Vault(vault, clock), Map.of("RPA_SECRET", "env-example-secret")::get);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void ofTheEnvironmentAndOfFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "file-example-secret\n");

    assertThat(secrets.resolve("secret:env:RPA_SECRET")).isEqualTo("env-example-secret");
    assertThat(secrets.resolve("secret:file:" + file)).isEqualTo("file-example-secret");
    assertThat(secrets.resolve("https://plain.example")).isEqualTo("https://plain.example");
    assertThat(Masker.mask("env-example-secret file-example-secret")).isEqualTo("*** ***");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertFails("secret:env:NONE", "The environment variable NONE is not set", false);
    assertFails("secret:file:/no/such/file", "The file /no/such/file cannot be read", false);
    assertFails("secret:vault:city/rpa", "secret:vault: wants <mount>/<path>#<key>", false);
    assertFails("secret:vault:city/rpa/uipath#other", "The vault has no other", false);
    assertFails("secret:keyring:x", "There are secret:env:, secret:file: and", false);
  }

  @Test
  void theVaultIsAskedOnceInAWhile() throws Exception {
    assertThat(secrets.resolve(SECRET)).isEqualTo("vault-example-secret");
    assertThat(secrets.resolve(SECRET)).isEqualTo("vault-example-secret");

    assertThat(asked).isOne();
    assertThat(lastRequest).isEqualTo("/v1/city/data/rpa/uipath vault-example-token");
    assertThat(Masker.mask("is vault-example-secret by vault-example-token"))
        .isEqualTo("is *** by ***");

    clock.now = clock.now.plus(Duration.ofMinutes(6));
    stored = "vault-example-secret-2";
    assertThat(secrets.resolve(SECRET)).isEqualTo("vault-example-secret-2");
  }

  @Test
  void aSecretThatIsRefusedIsReadAnew() throws Exception {
    secrets.resolve(SECRET);
    stored = "vault-example-secret-3";

    secrets.forget(SECRET);

    assertThat(secrets.resolve(SECRET)).isEqualTo("vault-example-secret-3");
  }

  @Test
  void whileTheVaultIsAwayTheOldSecretIsUsed() throws Exception {
    assertFailsWith(503, "The vault answered HTTP 503", true);
    assertFailsWith(403, "The vault does not let us read city/rpa/uipath", false);
    status = 200;
    secrets.resolve(SECRET);

    status = 503;
    secrets.forget(SECRET);
    assertThat(secrets.resolve(SECRET)).isEqualTo("vault-example-secret");

    server.stop(0);
    secrets.forget(SECRET);
    assertThat(secrets.resolve(SECRET)).isEqualTo("vault-example-secret");
  }

  @Test
  void withoutTokenOrAddressTheSettingIsNamed() {
    secrets = secrets(new ConnectorProperties.Vault(null, null, null, null, Duration.ZERO));
    assertFails(SECRET, "genba.connector.vault.address is not set", false);
    secrets =
        secrets(
            new ConnectorProperties.Vault("http://localhost:1", null, null, null, Duration.ZERO));
    assertFails(SECRET, "Neither genba.connector.vault.token-file", false);
  }

  private void assertFailsWith(int answer, String reason, boolean passing) {
    status = answer;
    assertFails(SECRET, reason, passing);
  }

  private void assertFails(String reference, String reason, boolean passing) {
    assertThatThrownBy(() -> secrets.resolve(reference))
        .isInstanceOfSatisfying(
            Unavailable.class,
            e -> {
              assertThat(e).hasMessageStartingWith(reason);
              assertThat(e.passing()).isEqualTo(passing);
            });
  }
}
