package genba.directory;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;
import java.util.TreeSet;

/**
 * Public holidays by the Act on National Holidays (国民の祝日に関する法律) as in force since 2022: named days,
 * substitute holidays (振替休日) and days between two holidays (国民の休日). The equinoxes follow the
 * astronomical approximation that holds until 2099; the official day is published each February.
 */
final class JapaneseHolidays {

  private static final int EPOCH = 1980;
  private static final double MARCH_EQUINOX = 20.8431;
  private static final double SEPTEMBER_EQUINOX = 23.2488;
  private static final double DAYS_BEYOND_365 = 0.242194;

  private JapaneseHolidays() {}

  static Set<LocalDate> of(Year year) {
    Set<LocalDate> named = named(year);
    Set<LocalDate> all = new TreeSet<>(named);
    for (LocalDate day : named) {
      if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
        LocalDate substitute = day.plusDays(1);
        while (named.contains(substitute)) {
          substitute = substitute.plusDays(1);
        }
        all.add(substitute);
      }
      if (named.contains(day.plusDays(2))) {
        all.add(day.plusDays(1));
      }
    }
    return all;
  }

  private static Set<LocalDate> named(Year year) {
    return new TreeSet<>(
        Set.of(
            year.atMonth(Month.JANUARY).atDay(1), // 元日
            monday(year, Month.JANUARY, 2), // 成人の日
            year.atMonth(Month.FEBRUARY).atDay(11), // 建国記念の日
            year.atMonth(Month.FEBRUARY).atDay(23), // 天皇誕生日
            year.atMonth(Month.MARCH).atDay(equinox(year, MARCH_EQUINOX)), // 春分の日
            year.atMonth(Month.APRIL).atDay(29), // 昭和の日
            year.atMonth(Month.MAY).atDay(3), // 憲法記念日
            year.atMonth(Month.MAY).atDay(4), // みどりの日
            year.atMonth(Month.MAY).atDay(5), // こどもの日
            monday(year, Month.JULY, 3), // 海の日
            year.atMonth(Month.AUGUST).atDay(11), // 山の日
            monday(year, Month.SEPTEMBER, 3), // 敬老の日
            year.atMonth(Month.SEPTEMBER).atDay(equinox(year, SEPTEMBER_EQUINOX)), // 秋分の日
            monday(year, Month.OCTOBER, 2), // スポーツの日
            year.atMonth(Month.NOVEMBER).atDay(3), // 文化の日
            year.atMonth(Month.NOVEMBER).atDay(23))); // 勤労感謝の日
  }

  private static LocalDate monday(Year year, Month month, int ordinal) {
    return year.atMonth(month)
        .atDay(1)
        .with(TemporalAdjusters.dayOfWeekInMonth(ordinal, DayOfWeek.MONDAY));
  }

  private static int equinox(Year year, double base) {
    int years = year.getValue() - EPOCH;
    return (int) (base + DAYS_BEYOND_365 * years) - years / 4;
  }
}
