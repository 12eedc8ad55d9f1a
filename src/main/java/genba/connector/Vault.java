package genba.connector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Secrets in a vault with HashiCorp's HTTP interface, key-value engine version 2: {@code
 * <mount>/<path>#<key>}. A secret is remembered for a while; while the vault is away an old one is
 * used on.
 */
@Component
class Vault implements SecretStore {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConnectorProperties.Vault properties;
  private final Clock clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private @Nullable HttpClient http;

  private record Remembered(Map<String, String> values, Instant until) {}

  @Autowired
  Vault(ConnectorProperties properties, Clock clock) {
    this(properties.vault(), clock);
  }

  Vault(ConnectorProperties.Vault properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String read(String name) throws Unavailable {
    int hash = name.indexOf('#');
    int slash = name.indexOf('/');
    if (slash < 1 || hash < slash + 2 || hash == name.length() - 1) {
      throw new Unavailable(
          "secret:vault: wants <mount>/<path>#<key>, not " + Masker.shorten(name), false, null);
    }
    String path = name.substring(0, hash);
    String secret = values(path).get(name.substring(hash + 1));
    if (secret == null || secret.isBlank()) {
      throw new Unavailable(
          "The vault has no " + name.substring(hash + 1) + " in " + path, false, null);
    }
    return secret;
  }

  @Override
  public void forget(String name) {
    remembered.computeIfPresent(
        name.replaceFirst("#.*", ""), (path, old) -> new Remembered(old.values, Instant.EPOCH));
  }

  private Map<String, String> values(String path) throws Unavailable {
    Remembered known = remembered.get(path);
    if (known != null && clock.instant().isBefore(known.until)) {
      return known.values;
    }
    try {
      Map<String, String> values = ask(path);
      remembered.put(path, new Remembered(values, clock.instant().plus(properties.ttl())));
      return values;
    } catch (Unavailable e) {
      if (known != null && e.passing()) {
        return known.values;
      }
      throw e;
    }
  }

  private Map<String, String> ask(String path) throws Unavailable {
    if (properties.address() == null) {
      throw new Unavailable("genba.connector.vault.address is not set", false, null);
    }
    String base = properties.address().replaceAll("/+$", "");
    int slash = path.indexOf('/');
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    base
                        + "/v1/"
                        + path.substring(0, slash)
                        + "/data/"
                        + path.substring(slash + 1).replace(" ", "%20")))
            .timeout(PATIENCE)
            .header("X-Vault-Token", token())
            .header("X-Vault-Request", "true");
    if (properties.namespace() != null) {
      request.header("X-Vault-Namespace", properties.namespace());
    }
    try {
      HttpResponse<String> answer = http().send(request.build(), BodyHandlers.ofString());
      return switch (answer.statusCode()) {
        case 200 -> read(path, answer.body());
        case 403 -> throw new Unavailable("The vault does not let us read " + path, false, null);
        case 404 -> throw new Unavailable("The vault has no " + path, false, null);
        default ->
            throw new Unavailable(
                "The vault answered HTTP " + answer.statusCode(), answer.statusCode() >= 429, null);
      };
    } catch (IOException e) {
      throw new Unavailable("The vault cannot be reached", true, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("This program is stopping", true, e);
    }
  }

  private static Map<String, String> read(String path, String body) throws Unavailable {
    try {
      Map<String, String> values = new HashMap<>();
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(body).at("/data/data").properties()) {
        values.put(entry.getKey(), entry.getValue().asString(""));
      }
      return values;
    } catch (JacksonException e) {
      throw new Unavailable("The vault's answer for " + path + " is not JSON", false, null);
    }
  }

  private String token() throws Unavailable {
    String token = properties.token();
    Path file = properties.tokenFile();
    if (file != null) {
      try {
        token = Files.readString(file).strip(); // an agent beside the hub renews it
      } catch (IOException e) {
        throw new Unavailable("The file of the vault's token cannot be read", false, e);
      }
    }
    if (token == null || token.isBlank()) {
      throw new Unavailable(
          "Neither genba.connector.vault.token-file nor the environment variable"
              + " GENBA_CONNECTOR_VAULT_TOKEN gives the vault's token",
          false,
          null);
    }
    Masker.learn(token);
    return token;
  }

  private synchronized HttpClient http() {
    HttpClient client = http;
    if (client == null) {
      client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
      http = client;
    }
    return client;
  }
}
