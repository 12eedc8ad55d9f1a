package genba.automation;

import genba.directory.WorkingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * Which days of a month a schedule means. What happens where such a day is a day off is another
 * question, {@link Schedule.DayOff}.
 */
sealed interface DayRule {

  record EveryDay() implements DayRule {}

  record WorkingDays() implements DayRule {}

  record Weekdays(Set<DayOfWeek> days) implements DayRule {}

  /** From 1; in a shorter month its last day. */
  record DayOfMonth(int day) implements DayRule {}

  /** From 1; a month with fewer working days has none. */
  record WorkingDayOfMonth(int number) implements DayRule {}

  /** So many working days before the month's last working day; 0 is that day itself. */
  record BeforeMonthEnd(int workingDays) implements DayRule {}

  /** April's first working day. */
  record FiscalYearStart() implements DayRule {}

  /** March's last working day. */
  record FiscalYearEnd() implements DayRule {}

  /** The same date each year; in a shorter month its last day. */
  record Yearly(Month month, int day) implements DayRule {}

  /** The month's days, in order. */
  default List<LocalDate> in(YearMonth month, WorkingCalendar calendar) {
    return switch (this) {
      case EveryDay() -> days(month);
      case WorkingDays() -> workingDays(month, calendar);
      case Weekdays(Set<DayOfWeek> wanted) ->
          days(month).stream().filter(day -> wanted.contains(day.getDayOfWeek())).toList();
      case DayOfMonth(int day) -> List.of(atDay(month, day));
      case WorkingDayOfMonth(int number) -> pick(workingDays(month, calendar), number - 1);
      case BeforeMonthEnd(int before) -> pick(workingDays(month, calendar).reversed(), before);
      case FiscalYearStart() ->
          month.getMonth() == Month.APRIL ? pick(workingDays(month, calendar), 0) : List.of();
      case FiscalYearEnd() ->
          month.getMonth() == Month.MARCH
              ? pick(workingDays(month, calendar).reversed(), 0)
              : List.of();
      case Yearly(Month of, int day) ->
          month.getMonth() == of ? List.of(atDay(month, day)) : List.of();
    };
  }

  /** Whether only working days can be meant, so that the question of days off does not come up. */
  default boolean meansWorkingDays() {
    return switch (this) {
      case EveryDay(), Weekdays _, DayOfMonth _, Yearly _ -> false;
      case WorkingDays(),
          WorkingDayOfMonth _,
          BeforeMonthEnd _,
          FiscalYearStart(),
          FiscalYearEnd() ->
          true;
    };
  }

  private static List<LocalDate> days(YearMonth month) {
    return month.atDay(1).datesUntil(month.plusMonths(1).atDay(1)).toList();
  }

  private static List<LocalDate> workingDays(YearMonth month, WorkingCalendar calendar) {
    return days(month).stream().filter(calendar::isWorkingDay).toList();
  }

  private static LocalDate atDay(YearMonth month, int day) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }

  private static List<LocalDate> pick(List<LocalDate> days, int index) {
    return index < days.size() ? List.of(days.get(index)) : List.of();
  }
}
