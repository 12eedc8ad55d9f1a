package genba.directory;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates as city offices write them: 2026-04-01, 2026/4/1, 2026年4月1日, R8.4.1, 令和8年4月1日. */
final class CityDate {

  private static final Map<String, JapaneseEra> ERAS =
      Map.of(
          "R", JapaneseEra.REIWA,
          "令和", JapaneseEra.REIWA,
          "H", JapaneseEra.HEISEI,
          "平成", JapaneseEra.HEISEI,
          "S", JapaneseEra.SHOWA,
          "昭和", JapaneseEra.SHOWA);
  private static final Pattern WESTERN =
      Pattern.compile("(\\d{4})(?:-|/|\\.|年)(\\d{1,2})(?:-|/|\\.|月)(\\d{1,2})日?");
  private static final Pattern JAPANESE =
      Pattern.compile(
          "(R|H|S|令和|平成|昭和)(\\d{1,2}|元)(?:-|/|\\.|年)(\\d{1,2})(?:-|/|\\.|月)(\\d{1,2})日?");

  private CityDate() {}

  /** The day, or nothing where the text is no date or no such day exists. */
  static Optional<LocalDate> parse(String text) {
    String plain =
        Normalizer.normalize(text, Normalizer.Form.NFKC)
            .replace(" ", "")
            .toUpperCase(java.util.Locale.ROOT);
    try {
      Matcher western = WESTERN.matcher(plain);
      if (western.matches()) {
        return Optional.of(
            LocalDate.of(number(western, 1), number(western, 2), number(western, 3)));
      }
      Matcher japanese = JAPANESE.matcher(plain);
      if (japanese.matches()) {
        JapaneseEra era = java.util.Objects.requireNonNull(ERAS.get(japanese.group(1)));
        int year = japanese.group(2).equals("元") ? 1 : number(japanese, 2);
        return Optional.of(
            LocalDate.from(JapaneseDate.of(era, year, number(japanese, 3), number(japanese, 4))));
      }
      return Optional.empty();
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
