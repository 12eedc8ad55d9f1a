package genba.connector;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Proves to a system who asks, in the way its connection file says: basic, bearer, header, oauth2
 * (client credentials) or login (a token for a password or key). Tokens are kept until shortly
 * before they end and fetched by one caller for all.
 */
@Component
class Authentication {

  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final Duration WHERE_NOT_SAID = Duration.ofMinutes(10);
  private static final Set<String> TOKENS = Set.of("oauth2", "login");

  private record Token(String value, int credentials, Instant until) {}

  private final HttpWire wire;
  private final Feel feel;
  private final Clock clock;
  private final Map<String, Token> tokens = new ConcurrentHashMap<>();
  private final Map<String, Object> turns = new ConcurrentHashMap<>();

  Authentication(HttpWire wire, Feel feel, Clock clock) {
    this.wire = wire;
    this.feel = feel;
    this.clock = clock;
  }

  /**
   * The headers that prove who asks.
   *
   * @throws HttpOperationFailedException where no token can be had; with status 401 where the
   *     credentials are refused
   */
  Map<String, String> headers(Connection connection) throws Exception {
    if (connection.file() == null) {
      return Map.of();
    }
    Map<String, Object> rules = connection.file().authentication();
    return switch (type(connection)) {
      case "none" -> Map.of();
      case "basic" ->
          Map.of(
              "Authorization",
              basic(text(rules, "user", connection), text(rules, "password", connection)));
      case "bearer" -> Map.of("Authorization", "Bearer " + text(rules, "token", connection));
      case "header" -> Map.of(text(rules, "header", connection), text(rules, "value", connection));
      case "oauth2" -> Map.of("Authorization", "Bearer " + token(connection));
      case "login" -> {
        String token = token(connection);
        Object value =
            feel.setting(
                rules.getOrDefault("value", "= token"),
                Map.of("token", token, "connection", connection.values()));
        yield Map.of(text(rules, "header", connection), String.valueOf(value));
      }
      default ->
          throw new IllegalArgumentException(
              connection + ": unknown authentication '" + type(connection) + "'");
    };
  }

  /**
   * Forgets the token that was refused, unless somebody else has renewed it meanwhile.
   *
   * @param refused the headers that were sent
   * @return false where there is nothing to renew
   */
  boolean renew(Connection connection, Map<String, String> refused) {
    Token known = tokens.get(connection.name());
    if (known != null && refused.values().stream().anyMatch(sent -> sent.contains(known.value()))) {
      tokens.remove(connection.name(), known);
    }
    return connection.file() != null && TOKENS.contains(type(connection));
  }

  private String type(Connection connection) {
    Map<String, Object> rules = Objects.requireNonNull(connection.file()).authentication();
    return String.valueOf(
        feel.setting(rules.get("type"), Map.of("connection", connection.values())));
  }

  private String token(Connection connection) throws Exception {
    int credentials = connection.values().hashCode();
    Token known = usable(connection, credentials);
    if (known != null) {
      return known.value();
    }
    synchronized (turns.computeIfAbsent(connection.name(), name -> new Object())) {
      known = usable(connection, credentials);
      if (known == null) {
        known = fetch(connection, credentials);
        tokens.put(connection.name(), known);
      }
      return known.value();
    }
  }

  private @Nullable Token usable(Connection connection, int credentials) {
    Token token = tokens.get(connection.name());
    return token != null
            && token.credentials() == credentials
            && clock.instant().isBefore(token.until())
        ? token
        : null;
  }

  private Token fetch(Connection connection, int credentials) throws Exception {
    Map<String, Object> rules = Objects.requireNonNull(connection.file()).authentication();
    boolean oauth2 = "oauth2".equals(type(connection));
    WireAnswer answer = wire.send(oauth2 ? grant(rules, connection) : login(rules, connection));
    if (answer.status() == 400 || answer.status() == 401 || answer.status() == 403) {
      throw failed(connection, 401, answer);
    }
    if (answer.status() >= 300) {
      throw failed(connection, answer.status(), answer);
    }
    Map<String, @Nullable Object> seen = new HashMap<>();
    seen.put("body", answer.content());
    seen.put("connection", connection.values());
    Object token =
        feel.setting(
            oauth2 ? "= body.access_token" : rules.getOrDefault("token", "= body.token"), seen);
    if (token == null || token.toString().isBlank()) {
      throw failed(connection, 401, answer);
    }
    Object seconds = oauth2 ? feel.setting("= body.expires_in", seen) : null;
    Duration lasts =
        seconds instanceof Number number
            ? Duration.ofSeconds(number.longValue())
            : rules.get("expiresIn") == null
                ? WHERE_NOT_SAID
                : Duration.parse(text(rules, "expiresIn", connection));
    Duration margin = lasts.compareTo(MARGIN.multipliedBy(4)) > 0 ? MARGIN : lasts.dividedBy(4);
    return new Token(token.toString(), credentials, clock.instant().plus(lasts).minus(margin));
  }

  private WireRequest grant(Map<String, Object> rules, Connection connection) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    String client = text(rules, "clientId", connection);
    String secret = text(rules, "clientSecret", connection);
    Map<String, String> headers = new LinkedHashMap<>();
    if ("basic".equals(rules.get("clientAuthentication"))) {
      headers.put("Authorization", basic(client, secret));
    } else {
      form.put("client_id", client);
      form.put("client_secret", secret);
    }
    Object scope = feel.setting(rules.get("scope"), Map.of("connection", connection.values()));
    if (scope != null && !scope.toString().isBlank()) {
      form.put("scope", scope.toString());
    }
    return WireRequest.of(
        Map.of(
            "method",
            "POST",
            "url",
            text(rules, "tokenAddress", connection),
            "headers",
            headers,
            "form",
            form),
        withTokenHost(connection, text(rules, "tokenAddress", connection)));
  }

  private WireRequest login(Map<String, Object> rules, Connection connection) {
    Map<String, Object> seen = Map.of("connection", connection.values());
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("method", rules.getOrDefault("method", "POST"));
    if (rules.get("address") != null) {
      context.put("url", text(rules, "address", connection));
    } else {
      context.put("path", text(rules, "path", connection));
    }
    Object body = feel.setting(rules.get("body"), seen);
    if (body != null) {
      context.put("json", body);
    }
    return WireRequest.of(context, connection);
  }

  /** The connection file itself names this host, so it may be asked. */
  private static Connection withTokenHost(Connection connection, String address) {
    Map<String, String> values = new LinkedHashMap<>(connection.values());
    values.put("tokenAddress", address);
    return new Connection(connection.name(), connection.system(), values, connection.file());
  }

  private String text(Map<String, Object> rules, String name, Connection connection) {
    Object value = feel.setting(rules.get(name), Map.of("connection", connection.values()));
    if (value == null) {
      throw new IllegalArgumentException(
          "%s: the authentication has no '%s'".formatted(connection, name));
    }
    return value.toString();
  }

  private static String basic(String user, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpOperationFailedException failed(
      Connection connection, int status, WireAnswer answer) {
    return new HttpOperationFailedException(
        "sign-in of " + connection.name(), status, "", null, answer.headers(), answer.text());
  }
}
