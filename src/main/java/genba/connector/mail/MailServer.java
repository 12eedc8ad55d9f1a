package genba.connector.mail;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.mail.MailConfiguration;

/**
 * Where mail goes out, as the connection says.
 *
 * @param port as usual for the kind of encryption where the connection names none
 * @param user empty: the server asks for no proof
 * @param timeout of connecting, of each answer and of each write, in milliseconds
 */
record MailServer(
    String host, int port, Encryption encryption, String user, String password, int timeout) {

  enum Encryption {
    /** For a relay in the same machine room only. */
    NONE(25),
    /** The connection turns to TLS before anything is said, or nothing is sent. */
    STARTTLS(587),
    TLS(465);

    private final int usualPort;

    Encryption(int usualPort) {
      this.usualPort = usualPort;
    }
  }

  /**
   * @throws IllegalArgumentException for a value that cannot be
   */
  static MailServer of(Map<?, ?> connection) {
    String named = text(connection, "encryption", "starttls");
    Encryption encryption;
    try {
      encryption = Encryption.valueOf(named.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("encryption must be none, starttls or tls", e);
    }
    return new MailServer(
        text(connection, "host", ""),
        number(connection, "port", encryption.usualPort),
        encryption,
        text(connection, "user", ""),
        text(connection, "password", ""),
        1000 * number(connection, "timeoutSeconds", 10));
  }

  String protocol() {
    return encryption == Encryption.TLS ? "smtps" : "smtp";
  }

  void configure(MailConfiguration mail) {
    mail.configureProtocol(protocol());
    mail.setHost(host);
    mail.setPort(port);
    if (!user.isEmpty()) {
      mail.setUsername(user);
      mail.setPassword(password);
    }
    mail.setConnectionTimeout(timeout);
    mail.setAdditionalJavaMailProperties(properties());
  }

  private Properties properties() {
    String prefix = "mail." + protocol() + ".";
    Properties properties = new Properties();
    for (String name : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      properties.setProperty(prefix + name, String.valueOf(timeout));
    }
    properties.setProperty(prefix + "auth", String.valueOf(!user.isEmpty()));
    properties.setProperty(prefix + "sendpartial", "false");
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    boolean startTls = encryption == Encryption.STARTTLS;
    properties.setProperty(prefix + "starttls.enable", String.valueOf(startTls));
    properties.setProperty(prefix + "starttls.required", String.valueOf(startTls));
    return properties;
  }

  private static int number(Map<?, ?> connection, String name, int otherwise) {
    String text = text(connection, name, String.valueOf(otherwise));
    if (!text.matches("\\d{1,5}")) {
      throw new IllegalArgumentException(name + " must be a number");
    }
    return Integer.parseInt(text);
  }

  private static String text(Map<?, ?> connection, String name, String otherwise) {
    Object value = connection.get(name);
    return value == null || value.toString().isBlank() ? otherwise : value.toString().strip();
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
