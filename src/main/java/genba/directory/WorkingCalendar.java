package genba.directory;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Working days of a Japanese city: no weekends, public holidays or year-end closing (29 Dec to 3
 * Jan).
 */
public interface WorkingCalendar {

  boolean isWorkingDay(LocalDate day);

  /**
   * The same time of day so many working days later; starting on a day off counts from the next
   * working day.
   */
  Instant plusWorkingDays(Instant from, int days);

  /** The fiscal year (April to March) by the calendar year it starts in. */
  static int fiscalYearOf(LocalDate day) {
    return day.getMonthValue() >= 4 ? day.getYear() : day.getYear() - 1;
  }
}
