package genba.connector;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of texts: every secret ever resolved, and what looks like one (credentials in
 * an address, authorization headers). One for the whole program, because the log's layout, which is
 * made before any bean, masks with it too.
 */
final class Masker {

  static final String MASK = "***";

  /** Shorter ones would blacken ordinary words; nobody's secret is that short. */
  private static final int SHORTEST = 4;

  private static final int LONGEST_TEXT = 300;

  private static final Pattern LOOKS_SECRET =
      Pattern.compile(
          "(?i)([?&](?:sig|code|token|key|api[-_]?key|access[-_]?token|client[-_]?secret|password|secret)=)[^&\\s\"'<>]+"
              + "|(\\b(?:Bearer|Basic)\\s+)(?=\\S*\\d|\\S{20})[A-Za-z0-9._~+/=-]{6,}"
              + "|(\\b(?:proxy-)?authorization\"?\\s*[:=]\\s*\"?)(?!(?:Bearer|Basic)\\b)[^\\s\",;}]+"
              + "|(\\b[a-z][a-z0-9+.-]*://[^/\\s:@]+:)[^/\\s@]+(?=@)");

  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();
  private static volatile @Nullable Pattern known;

  private Masker() {}

  /** From now on the secret shows nowhere, neither as it is nor as a part of an address. */
  static void learn(String secret) {
    if (secret.length() < SHORTEST) {
      return;
    }
    boolean news = SECRETS.add(secret);
    news |= SECRETS.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    news |= SECRETS.add(secret.replace("\\", "\\\\").replace("\"", "\\\""));
    if (news) {
      known =
          Pattern.compile(
              SECRETS.stream()
                  .sorted(Comparator.comparing(String::length).reversed())
                  .map(Pattern::quote)
                  .collect(Collectors.joining("|")));
    }
  }

  /** The text without secrets. */
  static String mask(String text) {
    String masked = withoutKnown(text);
    Matcher matcher = LOOKS_SECRET.matcher(masked);
    return matcher.replaceAll(
        found -> {
          StringBuilder kept = new StringBuilder();
          for (int group = 1; group <= found.groupCount(); group++) {
            if (found.group(group) != null) {
              kept.append(found.group(group));
            }
          }
          return Matcher.quoteReplacement(kept + MASK);
        });
  }

  /** A vendor's text as it may be shown: masked, one line, not too long. */
  static String shorten(String text) {
    String line = mask(text).replaceAll("\\s+", " ").strip();
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 1) + "…";
  }

  /** The outcome as the engine may hear it: texts are masked and shortened, values masked. */
  static ConnectorOutcome mask(ConnectorOutcome outcome) {
    return switch (outcome) {
      case Completed(var output) -> new Completed(masked(output));
      case Accepted(var reference, var output) -> new Accepted(reference, masked(output));
      case Rejected(var code, var message) -> new Rejected(shorten(code), shorten(message));
      case RetryLater(var reason, var backOff, var untouched) ->
          new RetryLater(shorten(reason), backOff, untouched);
      case Misconfigured(var reason) -> new Misconfigured(shorten(reason));
    };
  }

  private static String withoutKnown(String text) {
    Pattern pattern = known;
    return pattern == null ? text : pattern.matcher(text).replaceAll(MASK);
  }

  /** Only what is known: an answer may rightly hold a link with a token of its own. */
  private static Map<String, Object> masked(Map<String, Object> output) {
    if (known == null) {
      return output;
    }
    Map<String, Object> masked = new LinkedHashMap<>();
    output.forEach((key, value) -> masked.put(key, maskedValue(value)));
    return masked;
  }

  private static Object maskedValue(Object value) {
    return switch (value) {
      case String text -> withoutKnown(text);
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> masked = new LinkedHashMap<>();
        map.forEach((k, v) -> masked.put(k, v == null ? null : maskedValue(v)));
        yield masked;
      }
      case Collection<?> list -> {
        List<@Nullable Object> masked = new java.util.ArrayList<>(list.size());
        list.forEach(v -> masked.add(v == null ? null : maskedValue(v)));
        yield masked;
      }
      default -> value;
    };
  }
}
