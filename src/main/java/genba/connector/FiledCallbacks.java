package genba.connector;

import genba.connector.SecretStore.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads {@code <system>/<system>.callback.yaml}: {@code signature} (header, algorithm, secret) or
 * {@code token} (header, value: the system repeats what it was told at the start), and {@code
 * references}, {@code key} and {@code eventId} as FEEL over body, headers and connection.
 */
@Component
class FiledCallbacks implements CallbackVerifier {

  private static final Logger LOG = LoggerFactory.getLogger(FiledCallbacks.class);
  private static final String SUFFIX = ".callback.yaml";
  private static final String PREFIX = "sha256=";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ConnectorFolder folder;
  private final Connections connections;
  private final Feel feel;
  private volatile @Nullable Map<String, Map<?, ?>> files;

  FiledCallbacks(ConnectorFolder folder, Connections connections, Feel feel) {
    this.folder = folder;
    this.connections = connections;
    this.feel = feel;
  }

  @Override
  public boolean hears(String system) {
    return files().containsKey(system);
  }

  @Override
  public Callback verify(String system, Map<String, String> headers, byte[] body) {
    Map<?, ?> file = files().get(system);
    if (file == null) {
      return new Callback(true, List.of(), List.of(), null);
    }
    try {
      Map<String, Object> scope = new HashMap<>();
      scope.put("connection", connections.of(system, null).values());
      scope.put("headers", headers);
      if (!isSigned(file.get("signature"), scope, headers, body)
          || !hasToken(file.get("token"), scope, headers)) {
        return new Callback(false, List.of(), List.of(), null);
      }
      scope.put("body", parsed(body));
      List<String> event = texts(feel.setting(file.get("eventId"), scope));
      return new Callback(
          true,
          texts(feel.setting(file.get("references"), scope)),
          texts(feel.setting(file.get("key"), scope)),
          event.isEmpty() ? null : event.getFirst());
    } catch (Unavailable e) {
      LOG.warn("A callback of {} cannot be verified: {}", system, e.getMessage());
      return new Callback(false, List.of(), List.of(), null);
    } catch (IllegalArgumentException e) {
      // The body is a stranger's: only our own expression is named.
      LOG.warn(
          "A callback of {} cannot be read by {}{}: {}", system, system, SUFFIX, e.getMessage());
      return new Callback(true, List.of(), List.of(), null);
    }
  }

  /** A connection without the secret belongs to a system that signs nothing. */
  private boolean isSigned(
      @Nullable Object signature,
      Map<String, Object> scope,
      Map<String, String> headers,
      byte[] body) {
    if (!(signature instanceof Map<?, ?> wanted)) {
      return true;
    }
    Object secret = feel.setting(wanted.get("secret"), scope);
    if (secret == null || secret.toString().isBlank()) {
      return true;
    }
    String header = Objects.toString(wanted.get("header"), "").toLowerCase(Locale.ROOT);
    String given = headers.getOrDefault(header, "").strip();
    String algorithm = Objects.toString(wanted.get("algorithm"), "HmacSHA256");
    return matches(given, hmac(algorithm, secret.toString(), body));
  }

  private boolean hasToken(
      @Nullable Object token, Map<String, Object> scope, Map<String, String> headers) {
    if (!(token instanceof Map<?, ?> wanted)) {
      return true;
    }
    Object value = feel.setting(wanted.get("value"), scope);
    if (value == null || value.toString().isBlank()) {
      return true;
    }
    String header = Objects.toString(wanted.get("header"), "").toLowerCase(Locale.ROOT);
    return MessageDigest.isEqual(
        headers.getOrDefault(header, "").getBytes(StandardCharsets.UTF_8),
        value.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Hexadecimal or Base64, as vendors write it either way; takes as long whatever differs. */
  private static boolean matches(String given, byte[] expected) {
    String bare =
        given.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
            ? given.substring(PREFIX.length())
            : given;
    byte[] claimed = bare.getBytes(StandardCharsets.US_ASCII);
    byte[] lower = bare.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    byte[] hex = HexFormat.of().formatHex(expected).getBytes(StandardCharsets.US_ASCII);
    byte[] base64 = Base64.getEncoder().encode(expected);
    return MessageDigest.isEqual(lower, hex) | MessageDigest.isEqual(claimed, base64);
  }

  private static byte[] hmac(String algorithm, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("unknown algorithm " + algorithm, e);
    }
  }

  private static Object parsed(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    try {
      Object value = text.isBlank() ? null : JSON.readValue(text, Object.class);
      return value == null ? Map.of() : value;
    } catch (JacksonException e) {
      return text;
    }
  }

  private static List<String> texts(@Nullable Object value) {
    Stream<?> all =
        switch (value) {
          case null -> Stream.empty();
          case Collection<?> list -> list.stream();
          default -> Stream.of(value);
        };
    return all.filter(Objects::nonNull)
        .map(Object::toString)
        .filter(text -> !text.isBlank())
        .toList();
  }

  @EventListener
  void readAgain(ConnectorsLoaded loaded) {
    files = null;
  }

  private Map<String, Map<?, ?>> files() {
    Map<String, Map<?, ?>> known = files;
    if (known == null) {
      known = read();
      files = known;
    }
    return known;
  }

  private Map<String, Map<?, ?>> read() {
    Map<String, Map<?, ?>> found = new HashMap<>();
    for (ConnectorFolder.Entry entry : folder.find("*/*" + SUFFIX)) {
      try {
        String text = entry.content().getContentAsString(StandardCharsets.UTF_8);
        Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        found.put(entry.system(), root instanceof Map<?, ?> map ? map : Map.of());
      } catch (IOException | YAMLException e) {
        LOG.error(
            "{} cannot be read: callbacks of {} are not heard", entry.path(), entry.system(), e);
      }
    }
    return found;
  }
}
