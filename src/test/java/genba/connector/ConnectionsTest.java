package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.connector.SecretStore.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several connections of a system, and the many ways to write them down. */
class ConnectionsTest {

  @TempDir Path folder;

  private Connections connections;

  @BeforeEach
  void configured() throws Exception {
    Path system = Files.createDirectories(folder.resolve("power-automate"));
    Files.writeString(
        system.resolve("power-automate.connection.yaml"),
        """
        title: Power Automate
        policy: rpa
        properties:
          address: {title: Address, required: true}
          clientSecret: {title: Secret, required: true, format: password}
          region: {title: Region, default: japan}
        """);
    Path secret = Files.writeString(folder.resolve("secret"), "tax-example-secret\n");
    var properties =
        new ConnectorProperties(
            folder,
            Duration.ofSeconds(30),
            Map.of(
                "power-automate",
                Map.of("address", "https://one.example", "client-secret", "plain-example-secret"),
                "POWERAUTOMATE",
                Map.of("REGION", "east"),
                "tax",
                Map.of(
                    "system", "power-automate",
                    "address", "https://tax.example",
                    "clientSecret", "secret:file:" + secret,
                    "rateLimitCalls", "5",
                    "policy", "records"),
                "lost",
                Map.of("system", "power-automate", "clientSecret", "secret:env:NOT_SET_ANYWHERE")));
    connections = TestFolders.connections(properties);
  }

  @Test
  void namesNeedNeitherHyphensNorCase() throws Exception {
    assertThat(connections.of("power-automate", null).values())
        .isEqualTo(
            Map.of(
                "address", "https://one.example",
                "clientSecret", "plain-example-secret",
                "region", "east"));
    assertThat(Masker.mask("plain-example-secret")).isEqualTo("***");
  }

  @Test
  void aCallChoosesAmongASystemsConnections() throws Exception {
    Connection tax = connections.of("power-automate", "tax");

    assertThat(tax.values())
        .isEqualTo(
            Map.of(
                "address", "https://tax.example",
                "clientSecret", "tax-example-secret",
                "region", "japan"));
    assertThat(connections.limits("tax")).containsEntry("rateLimitCalls", "5");
    assertThat(connections.policy("power-automate", "tax")).isEqualTo("records");
    assertThat(connections.policy("power-automate", "power-automate")).isEqualTo("rpa");
    assertThat(connections.namesOf("power-automate"))
        .containsExactly("lost", "power-automate", "tax");
    assertThat(connections.of("power-automate", "tax")).isSameAs(tax);
  }

  @Test
  void aChangedSecretIsReadWhenTheOldOneIsRefused() throws Exception {
    Connection before = connections.of("power-automate", "tax");
    assertThat(connections.renewed(before)).isNull();

    Files.writeString(folder.resolve("secret"), "new-example-secret");

    assertThat(connections.renewed(before))
        .extracting(renewed -> renewed.values().get("clientSecret"))
        .isEqualTo("new-example-secret");
    assertThat(connections.renewed(connections.of("power-automate", null))).isNull();
  }

  @Test
  void whatIsWrongIsNamedButNeverShown() {
    assertThatThrownBy(() -> connections.of("kintone", "tax"))
        .hasMessage("The connection 'tax' belongs to power-automate, not to kintone");
    assertThatThrownBy(() -> connections.of("power-automate", "unknown"))
        .hasMessageContaining("genba.connector.connections.unknown is not set");
    assertThatThrownBy(() -> connections.of("power-automate", "lost"))
        .isInstanceOf(Unavailable.class)
        .hasMessage(
            "genba.connector.connections.lost.clientSecret: The environment variable"
                + " NOT_SET_ANYWHERE is not set");
  }
}
