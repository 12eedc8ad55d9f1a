package genba.connector.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message that may be sent: what would write headers of its own was refused.
 *
 * @param from with names encoded for a header, as {@code to} and {@code cc}
 * @param html null: text only
 * @param messageId the same for the same reference, so that a repeated message can be known
 */
record Letter(
    String from,
    List<String> to,
    List<String> cc,
    String subject,
    String text,
    @Nullable String html,
    String messageId) {

  private static final Pattern NAMED = Pattern.compile("(.*?)\\s*<([^<>]+)>");
  private static final int LONGEST_SUBJECT = 200;

  /** What is wrong with it, without repeating it. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  static Letter of(Map<?, ?> body) throws Refused {
    String from = address(text(body, "from"));
    List<String> to = addresses(body.get("to"));
    if (to.isEmpty()) {
      throw new Refused("宛先がありません");
    }
    String subject = text(body, "subject");
    if (subject.isBlank()) {
      throw new Refused("件名がありません");
    }
    if (breaksLine(subject)) {
      throw new Refused("件名に改行や制御文字は使えません");
    }
    Object html = body.get("html");
    return new Letter(
        from,
        to,
        addresses(body.get("cc")),
        subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT) + "…",
        text(body, "text"),
        html == null || html.toString().isBlank() ? null : html.toString(),
        messageId(text(body, "reference"), from));
  }

  private static String messageId(String reference, String from) {
    String domain = from.replaceFirst(".*@", "").replaceFirst(">.*", "");
    UUID id = UUID.nameUUIDFromBytes(("mail:" + reference).getBytes(StandardCharsets.UTF_8));
    return "<" + id + "@" + domain + ">";
  }

  private static List<String> addresses(@Nullable Object value) throws Refused {
    Collection<?> given =
        value instanceof Collection<?> list ? list : value == null ? List.of() : List.of(value);
    List<String> addresses = new java.util.ArrayList<>();
    for (Object one : given) {
      addresses.add(address(String.valueOf(one)));
    }
    return addresses;
  }

  /** {@code a@city.example} or {@code 市民課 <a@city.example>}. */
  private static String address(String given) throws Refused {
    if (breaksLine(given)) {
      throw new Refused("宛先と差出人に改行や制御文字は使えません");
    }
    Matcher named = NAMED.matcher(given.strip());
    boolean hasName = named.matches();
    try {
      InternetAddress address =
          new InternetAddress(hasName ? named.group(2).strip() : given.strip(), true);
      if (!address.getAddress().contains("@")) {
        throw new Refused("メールアドレスの形ではない宛先か差出人があります");
      }
      if (hasName && !named.group(1).isBlank()) {
        address.setPersonal(named.group(1).strip().replace("\"", ""), "UTF-8");
      }
      return address.toString();
    } catch (AddressException | UnsupportedEncodingException e) {
      throw new Refused("メールアドレスの形ではない宛先か差出人があります");
    }
  }

  private static boolean breaksLine(String text) {
    return text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
  }

  private static String text(Map<?, ?> body, String name) {
    Object value = body.get(name);
    return value == null ? "" : value.toString();
  }
}
