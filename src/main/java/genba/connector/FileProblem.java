package genba.connector;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * What is wrong with a connector's file.
 *
 * @param file path or name of the file
 * @param line 1-based; 0 where the whole file is meant
 * @param key of the sentence in messages/connector
 * @param arguments of the sentence; never a secret
 */
record FileProblem(String file, int line, String key, List<String> arguments) {

  private static final String TEXTS = "messages/connector";
  private static final Control EXACT = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  static FileProblem at(String file, int line, String key, Object... arguments) {
    return new FileProblem(
        file, line, key, List.of(arguments).stream().map(String::valueOf).toList());
  }

  /** The reason alone. */
  String reason(Locale locale) {
    String pattern =
        ResourceBundle.getBundle(TEXTS, locale, EXACT).getString("connector.check." + key);
    return Masker.mask(new MessageFormat(pattern, locale).format(arguments.toArray()));
  }

  /** File, line and reason, for logs, health and operators. */
  String inEnglish() {
    String reason = reason(Locale.ENGLISH);
    String name = file.substring(file.lastIndexOf('/') + 1);
    return line == 0 ? name + ": " + reason : KameletFile.at(name, line, reason);
  }
}
