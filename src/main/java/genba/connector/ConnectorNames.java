package genba.connector;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the templates need beside texts: {@code ${@connectorNames.tone(outcome)}}. */
@Component("connectorNames")
class ConnectorNames {

  private final MessageSource messages;

  ConnectorNames(MessageSource messages) {
    this.messages = messages;
  }

  /** The badge of an outcome. */
  public String tone(String outcome) {
    return switch (outcome) {
      case "Completed" -> "badge-success";
      case "Accepted" -> "badge-info";
      case "Rejected" -> "badge-caution";
      case "RetryLater" -> "badge-warning";
      default -> "badge-error";
    };
  }

  /** The configuration property of a connection's setting. */
  public String property(String connection, String setting) {
    return "genba.connector.connections." + connection + "." + setting;
  }

  /** The same as an environment variable, which knows neither hyphens nor case. */
  public String variable(String property) {
    return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** In minutes where they are whole, else in seconds. */
  public String duration(@Nullable Duration duration) {
    if (duration == null) {
      return "–";
    }
    boolean minutes = duration.toSeconds() >= 60 && duration.toSeconds() % 60 == 0;
    return messages.getMessage(
        minutes ? "connector.minutes" : "connector.seconds",
        new Object[] {minutes ? duration.toMinutes() : duration.toSeconds()},
        LocaleContextHolder.getLocale());
  }
}
