package genba.notice;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What mails, cards and problems say; in Japanese, since nobody knows yet who will read it. */
@Component("noticeTexts")
class Texts {

  private final MessageSource messages;

  Texts(MessageSource messages) {
    this.messages = messages;
  }

  String ja(String code, Object... arguments) {
    return messages.getMessage("notice." + code, arguments, Locale.JAPAN);
  }

  /** The title of an occasion: what happened, and to what. */
  String title(Notices.Occasion occasion) {
    String kind =
        messages.getMessage(
            "notice.occasion." + occasion.kind(), null, ja("occasion.other"), Locale.JAPAN);
    return occasion.subject().isEmpty() ? String.valueOf(kind) : kind + "：" + occasion.subject();
  }
}
