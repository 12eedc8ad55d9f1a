package genba.gain;

import java.time.LocalDate;
import java.time.Month;
import java.time.chrono.JapaneseDate;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * A fiscal year, April to March.
 *
 * @param startsIn calendar year of its April
 */
record FiscalYear(int startsIn) {

  LocalDate firstDay() {
    return LocalDate.of(startsIn, Month.APRIL, 1);
  }

  LocalDate lastDay() {
    return LocalDate.of(startsIn + 1, Month.MARCH, 31);
  }

  /** The day whose department names a report of this year shows: today, or its last day. */
  LocalDate namesOf(LocalDate today) {
    return today.isBefore(lastDay()) ? today : lastDay();
  }

  /** {@code 令和8}: the era is that of the year's first day. */
  String era(Locale locale) {
    JapaneseDate april = JapaneseDate.from(firstDay());
    int year = april.get(ChronoField.YEAR_OF_ERA);
    String era = april.getEra().getDisplayName(TextStyle.FULL, locale);
    if (locale.getLanguage().equals(Locale.JAPANESE.getLanguage())) {
      return era + (year == 1 ? "元" : Integer.toString(year));
    }
    return era + " " + year;
  }

  FiscalYear previous() {
    return new FiscalYear(startsIn - 1);
  }

  FiscalYear next() {
    return new FiscalYear(startsIn + 1);
  }
}
