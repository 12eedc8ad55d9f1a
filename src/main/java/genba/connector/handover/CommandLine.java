package genba.connector.handover;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connection's command, taken apart as a list: no shell reads it, and a value never becomes more
 * than one argument. Blanks separate, double quotes keep together. {@code {bot}}, {@code
 * {reference}}, {@code {folder}}, {@code {request}} (the request's file) are replaced; the input is
 * only in the file, because every user of a machine can read command lines.
 */
final class CommandLine {

  private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]|\"[^\"]*\")+");
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private CommandLine() {}

  static List<String> of(String template, HandOverCall call, Path folder)
      throws HandOverCall.Wrong {
    if (template.chars().filter(character -> character == '"').count() % 2 != 0) {
      throw new HandOverCall.Wrong("The connection's 'command' has a quote that does not end");
    }
    Map<String, String> values =
        Map.of(
            "bot", call.bot(),
            "reference", call.reference(),
            "folder", folder.toString(),
            "request",
                folder
                    .resolve(call.csv() == null ? RequestFolder.JSON : RequestFolder.CSV)
                    .toString());
    List<String> command = new ArrayList<>();
    Matcher words = WORD.matcher(template);
    while (words.find()) {
      Matcher places = PLACE.matcher(words.group().replace("\"", ""));
      StringBuilder word = new StringBuilder();
      while (places.find()) {
        String value = values.get(places.group(1));
        if (value == null) {
          throw new HandOverCall.Wrong(
              "The connection's 'command' knows {bot}, {reference}, {folder} and {request}, not "
                  + places.group());
        }
        places.appendReplacement(word, Matcher.quoteReplacement(value));
      }
      command.add(places.appendTail(word).toString());
    }
    return command;
  }
}
