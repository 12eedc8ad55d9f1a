package genba.connector;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Signs what goes out, as a connection file's {@code signature} says: secret (null: unsigned),
 * algorithm, header, prefix, encoding (hex or base64), timestampHeader, and text: FEEL over {@code
 * timestamp} (seconds since 1970), {@code body} (the very bytes that are sent), {@code method} and
 * {@code path}.
 */
@Component
class Signature {

  private final Feel feel;
  private final Clock clock;

  Signature(Feel feel, Clock clock) {
    this.feel = feel;
    this.clock = clock;
  }

  /**
   * The request with its signature's headers.
   *
   * @throws IllegalArgumentException where the rules make no signature
   */
  WireRequest sign(WireRequest request, Connection connection) {
    if (connection.file() == null || connection.file().signature().isEmpty()) {
      return request;
    }
    Map<String, Object> seen = Map.of("connection", connection.values());
    // Most connections sign nothing: the other rules are worked out only where there is a secret.
    if (feel.setting(connection.file().signature().get("secret"), seen) == null) {
      return request;
    }
    Map<?, ?> rules =
        Objects.requireNonNull((Map<?, ?>) feel.setting(connection.file().signature(), seen));
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    byte[] mac =
        mac(
            text(rules, "algorithm", "HmacSHA256"),
            text(rules, "secret", ""),
            signed(text(rules, "text", "= timestamp + \".\" + body"), timestamp, request));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(
        text(rules, "header", "X-Signature"),
        text(rules, "prefix", "")
            + ("base64".equals(rules.get("encoding"))
                ? Base64.getEncoder().encodeToString(mac)
                : HexFormat.of().formatHex(mac)));
    if (rules.get("timestampHeader") != null) {
      headers.put(text(rules, "timestampHeader", ""), timestamp);
    }
    return request.withHeaders(headers);
  }

  private String signed(String rule, String timestamp, WireRequest request) {
    byte[] bytes = request.bytes();
    Map<String, Object> seen = new HashMap<>();
    seen.put("timestamp", timestamp);
    seen.put("body", bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
    seen.put("method", request.method());
    seen.put("path", request.uri().getRawPath());
    return Objects.toString(feel.setting(rule, seen), "");
  }

  private static byte[] mac(String algorithm, String secret, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("There is no signature algorithm '" + algorithm + "'", e);
    }
  }

  private static String text(Map<?, ?> rules, String name, String otherwise) {
    @Nullable Object value = rules.get(name);
    return value == null ? otherwise : value.toString();
  }
}
