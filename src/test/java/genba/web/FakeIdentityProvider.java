package genba.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small identity provider on this machine: discovery, keys, and the token end point. Whoever is
 * announced by {@link #letIn} has logged in at it.
 */
final class FakeIdentityProvider implements AutoCloseable {

  static final String CLIENT = "genba";
  static final String AUDIENCE = "api://genba";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final RSAKey key = newKey();
  private final Map<String, SignedJWT> idTokens = new ConcurrentHashMap<>();

  FakeIdentityProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext("/keys", this::keys);
    server.createContext("/token", this::token);
    server.start();
  }

  String issuer() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  /** An access token as a program would present it. */
  String accessToken(String person) {
    return signed(claims(person).build(), key).serialize();
  }

  JWTClaimsSet.Builder claims(String person) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .subject("subject-of-" + person)
        .audience(AUDIENCE)
        .claim("preferred_username", person)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
  }

  String signed(JWTClaimsSet claims) {
    return signed(claims, key).serialize();
  }

  /** Signed by a key that the provider does not publish. */
  String forged(JWTClaimsSet claims) {
    return signed(claims, newKey()).serialize();
  }

  /** The person has logged in; the hub may redeem the code. */
  void letIn(String code, String person, String nonce) {
    JWTClaimsSet claims = claims(person).audience(CLIENT).claim("nonce", nonce).build();
    idTokens.put(code, signed(claims, key));
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(
        exchange,
        200,
        Map.of(
            "issuer",
            issuer(),
            "authorization_endpoint",
            issuer() + "/authorize",
            "token_endpoint",
            issuer() + "/token",
            "jwks_uri",
            issuer() + "/keys",
            "response_types_supported",
            new String[] {"code"},
            "subject_types_supported",
            new String[] {"public"},
            "id_token_signing_alg_values_supported",
            new String[] {"RS256"}));
  }

  private void keys(HttpExchange exchange) throws IOException {
    answer(exchange, 200, new JWKSet(key.toPublicJWK()).toJSONObject());
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String code = form.replaceAll("(^|.*&)code=([^&]*).*", "$2");
    SignedJWT idToken = idTokens.remove(code);
    if (idToken == null) {
      answer(exchange, 400, Map.of("error", "invalid_grant"));
      return;
    }
    answer(
        exchange,
        200,
        Map.of(
            "access_token",
            "for-nobody",
            "token_type",
            "Bearer",
            "expires_in",
            300,
            "id_token",
            idToken.serialize()));
  }

  private static void answer(HttpExchange exchange, int status, Object json) throws IOException {
    try (exchange) {
      byte[] body = JSON.writeValueAsBytes(json);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static SignedJWT signed(JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("key-1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
