package genba.connector;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The convention between Kamelets and Genba, in one place. A route ends with a map; its key {@code
 * outcome} is one of {@code COMPLETED} (also where it is missing; all other keys are the output),
 * {@code ACCEPTED} (the other keys are the output), {@code REJECTED} (code, message), {@code
 * RETRY_LATER} (reason, backOffSeconds, untouched), {@code MISCONFIGURED} (reason). An exception
 * says: the network failed → try again; HTTP 401, 403 and what is wrong in the route itself →
 * misconfigured; other HTTP 4xx → rejected, but 408, 425, 429 and 5xx → try again.
 */
final class Answers {

  private static final Duration BACK_OFF = Duration.ofSeconds(30);

  private Answers() {}

  static ConnectorOutcome of(@Nullable Object body, String reference) {
    if (body instanceof ConnectorOutcome outcome) {
      return outcome;
    }
    if (body == null) {
      return new Completed(Map.of());
    }
    if (!(body instanceof Map<?, ?> answer)) {
      return new Completed(Map.of("body", body));
    }
    Map<String, Object> output = new LinkedHashMap<>();
    answer.forEach(
        (key, value) -> {
          if (value != null && !"outcome".equals(key)) {
            output.put(String.valueOf(key), value);
          }
        });
    String outcome = Objects.toString(answer.get("outcome"), "COMPLETED");
    return switch (outcome) {
      case "COMPLETED" -> new Completed(output);
      case "ACCEPTED" -> new Accepted(reference, output);
      case "REJECTED" ->
          new Rejected(text(output, "code", "REJECTED"), text(output, "message", ""));
      case "RETRY_LATER" ->
          new RetryLater(
              text(output, "reason", ""),
              output.get("backOffSeconds") instanceof Number seconds
                  ? Duration.ofSeconds(seconds.longValue())
                  : BACK_OFF,
              Boolean.TRUE.equals(output.get("untouched")));
      case "MISCONFIGURED" -> new Misconfigured(text(output, "reason", ""));
      default -> new Misconfigured("The route's answer has an unknown outcome '" + outcome + "'");
    };
  }

  /** What a failure says about the other system. */
  static Answer.Kind kind(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HttpOperationFailedException http) {
        return switch (http.getStatusCode()) {
          case 401, 403 -> Answer.Kind.UNAUTHORIZED;
          case 425, 429 -> Answer.Kind.BUSY;
          case 408 -> Answer.Kind.ILL;
          default -> http.getStatusCode() >= 500 ? Answer.Kind.ILL : Answer.Kind.WELL;
        };
      }
      if (t instanceof IOException) {
        return Answer.Kind.NETWORK;
      }
    }
    return Answer.Kind.OURS;
  }

  static ConnectorOutcome of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof HttpOperationFailedException http) {
        return ofStatus(http);
      }
      if (t instanceof IOException
          || t instanceof InterruptedException
          || t instanceof CancellationException) {
        boolean untouched = t instanceof ConnectException || t instanceof UnknownHostException;
        return new RetryLater(sentence(t), BACK_OFF, untouched);
      }
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new Misconfigured(sentence(root));
  }

  private static ConnectorOutcome ofStatus(HttpOperationFailedException http) {
    int status = http.getStatusCode();
    String said = Vendor.message(http.getResponseBody());
    String reason =
        "HTTP "
            + status
            + " "
            + (said.isEmpty() ? Objects.toString(http.getStatusText(), "") : said);
    return switch (status) {
      case 401, 403 -> new Misconfigured(reason.strip());
      case 425, 429 -> new RetryLater(reason.strip(), retryAfter(http), true);
      case 408 -> new RetryLater(reason.strip(), retryAfter(http));
      default ->
          status >= 500
              ? new RetryLater(reason.strip(), retryAfter(http))
              : new Rejected("HTTP_" + status, reason.strip());
    };
  }

  private static Duration retryAfter(HttpOperationFailedException http) {
    String value = null;
    if (http.getResponseHeaders() != null) {
      value =
          http.getResponseHeaders().entrySet().stream()
              .filter(header -> "Retry-After".equalsIgnoreCase(header.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
    }
    return value != null && value.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(value))
        : BACK_OFF;
  }

  private static String sentence(Throwable t) {
    return t.getMessage() == null
        ? t.getClass().getSimpleName()
        : t.getClass().getSimpleName() + ": " + t.getMessage();
  }

  private static String text(Map<String, Object> output, String key, String otherwise) {
    return Objects.toString(output.get(key), otherwise);
  }
}
