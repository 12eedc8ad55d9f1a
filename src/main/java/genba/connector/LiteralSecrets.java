package genba.connector;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what should have come from a connection. It would rather ask once too often. */
final class LiteralSecrets {

  private static final String NAMES =
      "(?:.*(?:password|passphrase|passwd|secret|apikey|api[-_]key|accesskey|privatekey|[-_]token"
          + "|authtoken|accesstoken)|token|authorization)";

  private static final Pattern NAME = Pattern.compile("(?i)" + NAMES);

  private static final Pattern IN_TEXT =
      Pattern.compile(
          "(?i)[?&](?:sig|code|api[-_]?key|access_token|token|password|client_secret)=[A-Za-z0-9%._~+/-]{6,}|\\b(?:Bearer|Basic)\\s+(?=\\S*\\d)[A-Za-z0-9._~+/=-]{8,}|-----BEGIN"
              + " [A-Z ]*PRIVATE KEY|://[^/\\s:@\"{$]+:[^/\\s@\"{$]+@|hmac sha256\\(\\s*\""
              + "|\"?\\b(?:password|passphrase|client_?secret|api[-_]?key|access_?token|private_?key)\"?"
              + "\\s*:\\s*\"[^\"]{4,}\"");

  /** Whether a key's value is a secret, or a text holds one. */
  boolean inValue(String key, String value) {
    return (NAME.matcher(key).matches() && isLiteral(value)) || IN_TEXT.matcher(value).find();
  }

  /** {@code setHeader: {name: Authorization, constant: …}}; the name where it is one. */
  @Nullable String inNamedValue(Map<String, Object> step) {
    String name = Objects.toString(step.get("name"), "");
    return NAME.matcher(name).matches()
            && step.get("constant") instanceof String value
            && isLiteral(value)
        ? name
        : null;
  }

  private static boolean isLiteral(String value) {
    String text = value.strip();
    return !text.isEmpty()
        && !text.startsWith("=")
        && !text.contains("{{")
        && !text.contains("${")
        && !text.startsWith("#");
  }
}
