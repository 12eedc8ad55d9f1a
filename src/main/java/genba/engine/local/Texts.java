package genba.engine.local;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What people read about the local Camunda, also before Spring is there. */
final class Texts {

  private static final ResourceBundle.Control NO_SYSTEM_LANGUAGE =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Texts() {}

  static String text(Locale locale, String key, Object... arguments) {
    String pattern =
        ResourceBundle.getBundle("messages.engine", locale, NO_SYSTEM_LANGUAGE).getString(key);
    return new MessageFormat(pattern, locale).format(arguments);
  }

  /** Japanese, then English: for a terminal, whose reader's language is not known. */
  static String both(String key, Object... arguments) {
    return text(Locale.JAPANESE, key, arguments)
        + System.lineSeparator()
        + text(Locale.ENGLISH, key, arguments);
  }
}
