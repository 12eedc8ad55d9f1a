package genba.connector.mail;

import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server's refusal means. Its sentences are not repeated: they hold addresses of
 * people.
 */
final class MailFailures {

  private static final Duration BACK_OFF = Duration.ofMinutes(1);

  private MailFailures() {}

  static ConnectorOutcome outcome(Throwable failure, MailServer server) {
    List<Throwable> all = new ArrayList<>();
    collect(failure, all);
    Integer code = null;
    for (Throwable one : all) {
      switch (one) {
        case AuthenticationFailedException _ -> {
          return new Misconfigured(
              "The mail server %s refuses the user or the password".formatted(server));
        }
        case SSLException _ -> {
          return new Misconfigured("No trusted TLS connection to %s".formatted(server));
        }
        case ConnectException _ -> {
          return new RetryLater(server + " cannot be reached", BACK_OFF, true);
        }
        case UnknownHostException _ -> {
          return new RetryLater(server + " is not known", BACK_OFF, true);
        }
        case SMTPAddressFailedException address -> code = address.getReturnCode();
        case SMTPSenderFailedException sender -> code = sender.getReturnCode();
        case SMTPSendFailedException send -> {
          if (code == null) {
            code = send.getReturnCode();
          }
        }
        default -> {}
      }
    }
    return code == null ? silent(all, server) : byCode(code, server);
  }

  private static ConnectorOutcome byCode(int code, MailServer server) {
    return switch (code) {
      case 530, 534, 535, 538 ->
          new Misconfigured("The mail server %s wants another proof (%d)".formatted(server, code));
      default ->
          code >= 500
              ? new Rejected("SMTP_" + code, "メールサーバーが受け付けませんでした（%d）".formatted(code))
              : new RetryLater("%s answers %d".formatted(server, code), BACK_OFF, true);
    };
  }

  private static ConnectorOutcome silent(List<Throwable> all, MailServer server) {
    boolean startTlsMissing =
        all.stream()
            .anyMatch(
                one ->
                    one.getMessage() != null && one.getMessage().contains("STARTTLS is required"));
    if (startTlsMissing) {
      return new Misconfigured(server + " does not offer STARTTLS");
    }
    return new RetryLater(
        "%s broke off (%s)".formatted(server, all.getLast().getClass().getSimpleName()), BACK_OFF);
  }

  /** Mail failures hang together by causes and by a chain of their own. */
  private static void collect(@Nullable Throwable failure, List<Throwable> all) {
    if (failure == null || all.contains(failure)) {
      return;
    }
    all.add(failure);
    if (failure instanceof MessagingException messaging) {
      collect(messaging.getNextException(), all);
    }
    collect(failure.getCause(), all);
  }
}
