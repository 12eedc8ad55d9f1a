package genba.connector.mail;

import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.springframework.stereotype.Component;

/**
 * Sends a message with Camel's mail component. Host and credentials come with each call, from its
 * connection, so no address with a password in it is ever written down.
 */
@Component("mailSender")
public class MailSender {

  private static final String PLAIN_TEXT = "GenbaPlainText";

  private final CamelContext camel;

  MailSender(CamelContext camel) {
    this.camel = camel;
  }

  /**
   * @param body {@code {reference, connection, from, to, cc, subject, text, html}}
   */
  public ConnectorOutcome send(Map<String, Object> body) {
    MailServer server;
    Letter letter;
    try {
      server = MailServer.of(body.get("connection") instanceof Map<?, ?> map ? map : Map.of());
      letter = Letter.of(body);
    } catch (IllegalArgumentException e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    } catch (Letter.Refused e) {
      return new Rejected("MESSAGE_INVALID", String.valueOf(e.getMessage()));
    }
    try {
      hand(letter, server);
      return new Completed(Map.of("messageId", letter.messageId()));
    } catch (Exception e) {
      return MailFailures.outcome(e, server);
    }
  }

  private void hand(Letter letter, MailServer server) throws Exception {
    MailComponent component = camel.getComponent(server.protocol(), MailComponent.class);
    MailConfiguration mail = new MailConfiguration(camel);
    server.configure(mail);
    mail.setFrom(letter.from());
    mail.setTo(String.join(", ", letter.to()));
    if (!letter.cc().isEmpty()) {
      mail.setCc(String.join(", ", letter.cc()));
    }
    mail.setSubject(letter.subject());
    mail.setAlternativeBodyHeader(PLAIN_TEXT);
    mail.setContentType(
        letter.html() == null ? "text/plain; charset=UTF-8" : "text/html; charset=UTF-8");
    MailEndpoint endpoint = new MailEndpoint(server.protocol() + ":genba", component, mail);
    endpoint.setCamelContext(camel);
    Producer producer = endpoint.createProducer();
    Exchange exchange = endpoint.createExchange();
    exchange.getMessage().setHeader("Message-ID", letter.messageId());
    exchange.getMessage().setHeader("Auto-Submitted", "auto-generated");
    if (letter.html() == null) {
      exchange.getMessage().setBody(letter.text());
    } else {
      exchange.getMessage().setHeader(PLAIN_TEXT, letter.text());
      exchange.getMessage().setBody(letter.html());
    }
    producer.start();
    try {
      producer.process(exchange);
    } finally {
      producer.stop();
    }
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
  }
}
