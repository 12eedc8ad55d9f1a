package genba.connector;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where connectors come from and how they reach their systems.
 *
 * @param folder folder with {@code <system>/<system>-<verb>-<object>-action.kamelet.yaml}; by
 *     default {@code ./connectors} where it exists, else the copy inside the program
 * @param timeLimit how long a call may take where neither Kamelet nor policy says anything
 * @param connections named connections: addresses, credentials, limits. {@code system} says which
 *     system a connection belongs to, by default the one of its name; {@code policy} and single
 *     limits ({@code rateLimitCalls}) override the system's. Secrets are better given as {@code
 *     secret:env:NAME}, {@code secret:file:/run/secrets/name} or {@code
 *     secret:vault:<mount>/<path>#<key>}
 */
@Validated
@ConfigurationProperties("genba.connector")
record ConnectorProperties(
    @Nullable Path folder,
    @DefaultValue("30s") @NotNull Duration timeLimit,
    @DefaultValue Map<String, Map<String, String>> connections,
    @DefaultValue @Valid Vault vault) {

  @ConstructorBinding
  ConnectorProperties {}

  ConnectorProperties(
      @Nullable Path folder, Duration timeLimit, Map<String, Map<String, String>> connections) {
    this(folder, timeLimit, connections, new Vault(null, null, null, null, Duration.ofMinutes(5)));
  }

  /**
   * A vault with HashiCorp's HTTP interface.
   *
   * @param address {@code https://vault.example:8200}
   * @param tokenFile file with the token, read at each request; wins over {@code token}
   * @param token best given as the environment variable GENBA_CONNECTOR_VAULT_TOKEN
   * @param ttl how long a secret is used before the vault is asked again
   */
  record Vault(
      @Nullable String address,
      @Nullable Path tokenFile,
      @Nullable String token,
      @Nullable String namespace,
      @DefaultValue("5m") @NotNull Duration ttl) {

    /** Without the token. */
    @Override
    public String toString() {
      return "vault " + address;
    }
  }
}
