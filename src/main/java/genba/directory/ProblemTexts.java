package genba.directory;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What a reader sees of an import's problems and changes. */
@Component
class ProblemTexts {

  private final MessageSource messages;

  ProblemTexts(MessageSource messages) {
    this.messages = messages;
  }

  /**
   * @param column its number and heading, empty where the whole line is meant
   */
  record ProblemView(String file, int line, String column, String message) {}

  ProblemView view(ImportProblem problem, Locale locale) {
    return new ProblemView(
        file(problem.file(), locale),
        problem.line(),
        problem.columnNumber() == 0
            ? problem.column()
            : messages.getMessage(
                "directory.import.column-of",
                new Object[] {Integer.toString(problem.columnNumber()), problem.column()},
                locale),
        messages.getMessage(problem.messageKey(), problem.arguments().toArray(), locale));
  }

  String file(DirectoryFile file, Locale locale) {
    return messages.getMessage("directory.file." + file, null, locale);
  }
}
