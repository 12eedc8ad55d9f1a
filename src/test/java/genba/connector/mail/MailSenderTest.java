package genba.connector.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailSenderTest {

  private final GreenMail server =
      new GreenMail(new ServerSetup[] {setup(ServerSetup.PROTOCOL_SMTP), setup("smtps")});
  private final CamelContext camel = new DefaultCamelContext();
  private final MailSender sender = new MailSender(camel);

  private static ServerSetup setup(String protocol) {
    return new ServerSetup(0, "localhost", protocol);
  }

  @BeforeEach
  void start() {
    server.setUser("genba@city.example", "genba@city.example", "example-secret");
    server.start();
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
    server.stop();
  }

  @Test
  void aJapaneseMessageArrivesAsItWasWritten() throws Exception {
    assertThat(sender.send(body(connection(), Map.of()))).isInstanceOf(Completed.class);

    MimeMessage received = server.getReceivedMessages()[0];
    assertThat(received.getSubject()).isEqualTo("【Genba】決裁をお待ちしています：転入届の入力を自動にする 髙﨑");
    assertThat(received.getHeader("Subject")[0]).matches("\\p{ASCII}+");
    InternetAddress to = (InternetAddress) received.getAllRecipients()[0];
    assertThat(to.getPersonal()).isEqualTo("市民課長");
    assertThat(to.getAddress()).isEqualTo("chief-0310@city.example");
    InternetAddress from = (InternetAddress) received.getFrom()[0];
    assertThat(from.getPersonal()).isEqualTo("業務改善 Genba");
    assertThat(received.getContent().toString().strip()).isEqualTo("決裁をお待ちしています。①");
    assertThat(received.getContentType()).containsIgnoringCase("utf-8");
    assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void htmlStandsBesideTheText() throws Exception {
    sender.send(body(connection(), Map.of("html", "<p>決裁を<b>お待ち</b>しています。</p>")));
    MimeMessage received = server.getReceivedMessages()[0];
    assertThat(received.getContent())
        .asInstanceOf(type(MimeMultipart.class))
        .satisfies(
            parts -> {
              assertThat(parts.getContentType()).contains("alternative");
              assertThat(parts.getBodyPart(0).getContent().toString()).contains("お待ちしています。①");
              assertThat(parts.getBodyPart(1).getContent().toString()).contains("<b>お待ち</b>");
            });
  }

  @Test
  void theSameReferenceGivesTheSameMessageId() throws Exception {
    ConnectorOutcome first = sender.send(body(connection(), Map.of()));
    assertThat(sender.send(body(connection(), Map.of()))).isEqualTo(first);
    sender.send(body(connection(), Map.of("reference", "notice-2")));
    MimeMessage[] received = server.getReceivedMessages();
    assertThat(received[0].getMessageID()).isEqualTo(received[1].getMessageID());
    assertThat(received[2].getMessageID()).isNotEqualTo(received[0].getMessageID());
    assertThat(first).isEqualTo(new Completed(Map.of("messageId", received[0].getMessageID())));
  }

  @Test
  void nobodyAddsAHeader() {
    for (Map<String, Object> evil :
        List.<Map<String, Object>>of(
            Map.of("subject", "決裁\r\nBcc: stranger@outside.example"),
            Map.of("subject", "決裁\nX: y"),
            Map.of("to", List.of("a@city.example\r\nBcc: stranger@outside.example")),
            Map.of("to", List.of("課長\r\nX: y <a@city.example>")),
            Map.of("to", List.of("a@city.example, stranger@outside.example")),
            Map.of("to", List.of("nobody")),
            Map.of("to", List.of()))) {
      assertThat(sender.send(body(connection(), evil)))
          .isInstanceOfSatisfying(
              Rejected.class, refused -> assertThat(refused.code()).isEqualTo("MESSAGE_INVALID"));
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aWrongPasswordIsForAnOperator() {
    Map<String, Object> wrong = new HashMap<>(connection());
    wrong.put("password", "example-other");
    assertThat(sender.send(body(wrong, Map.of())))
        .isInstanceOfSatisfying(
            Misconfigured.class,
            said -> assertThat(said.reason()).contains("password").doesNotContain("example-other"));
  }

  @Test
  void aServerThatIsAwayIsTriedLater() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    assertThat(sender.send(body(connection(closed), Map.of())))
        .isInstanceOfSatisfying(
            RetryLater.class, later -> assertThat(later.untouched()).as("untouched").isTrue());
  }

  @Test
  void aServerThatDoesNotGreetIsNotWaitedForLong() {
    try (ScriptedSmtp silent = new ScriptedSmtp(Map.of())) {
      Map<String, Object> impatient = new HashMap<>(connection(silent.port()));
      impatient.put("timeoutSeconds", "1");
      assertThat(sender.send(body(impatient, Map.of()))).isInstanceOf(RetryLater.class);
    }
  }

  @Test
  void refusalsAreToldApartAndNameNobody() {
    assertThat(answered("RCPT", "550 5.1.1 <chief-0310@city.example> unknown"))
        .isEqualTo(new Rejected("SMTP_550", "メールサーバーが受け付けませんでした（550）"));
    assertThat(answered("RCPT", "451 4.7.1 Greylisted")).isInstanceOf(RetryLater.class);
    assertThat(answered("END", "552 5.2.3 Too large")).isInstanceOf(Rejected.class);
    assertThat(answered("END", "421 4.3.2 Shutting down")).isInstanceOf(RetryLater.class);
    assertThat(answered("MAIL", "530 5.7.57 Client not authenticated"))
        .isInstanceOf(Misconfigured.class);
  }

  @Test
  void withoutTheEncryptionThatWasAskedForNothingIsSent() {
    Map<String, Object> startTls = new HashMap<>(connection());
    startTls.put("encryption", "starttls");
    assertThat(sender.send(body(startTls, Map.of()))).isInstanceOf(Misconfigured.class);

    Map<String, Object> untrusted = new HashMap<>(connection(server.getSmtps().getPort()));
    untrusted.put("encryption", "tls");
    assertThat(sender.send(body(untrusted, Map.of())))
        .isInstanceOfSatisfying(
            Misconfigured.class, said -> assertThat(said.reason()).contains("TLS"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private ConnectorOutcome answered(String command, String answer) {
    try (ScriptedSmtp smtp = new ScriptedSmtp(Map.of("GREETING", "220 Ready", command, answer))) {
      Map<String, Object> open = new HashMap<>(connection(smtp.port()));
      open.remove("user");
      return sender.send(body(open, Map.of()));
    }
  }

  private Map<String, Object> connection() {
    return connection(server.getSmtp().getPort());
  }

  private static Map<String, Object> connection(int port) {
    return Map.of(
        "host",
        "localhost",
        "port",
        String.valueOf(port),
        "encryption",
        "none",
        "user",
        "genba@city.example",
        "password",
        "example-secret");
  }

  private static Map<String, Object> body(
      Map<String, Object> connection, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("reference", "notice-1");
    body.put("connection", connection);
    body.put("from", "業務改善 Genba <genba@city.example>");
    body.put("to", List.of("市民課長 <chief-0310@city.example>"));
    body.put("subject", "【Genba】決裁をお待ちしています：転入届の入力を自動にする 髙﨑");
    body.put("text", "決裁をお待ちしています。①");
    body.putAll(more);
    return body;
  }
}
