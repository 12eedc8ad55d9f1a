package genba.automation;

import genba.automation.AutomationRefused.Reason;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/**
 * Sentences that are kept or sent: always Japanese, whatever language the person at the screen
 * uses.
 */
@Component("automationTexts")
final class Texts {

  private final MessageSource messages;

  Texts(MessageSource messages) {
    this.messages = messages;
  }

  String of(String key, Object... arguments) {
    return messages.getMessage("automation." + key, arguments, Locale.JAPANESE);
  }

  /** A word inside a sentence, in the sentence's language. */
  static MessageSourceResolvable word(String key) {
    return new DefaultMessageSourceResolvable("automation." + key);
  }

  AutomationRefused refused(Reason reason, String key, Object... arguments) {
    return new AutomationRefused(reason, of(key, arguments), "automation." + key, arguments);
  }
}
