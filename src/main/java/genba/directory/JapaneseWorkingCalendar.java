package genba.directory;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The days an ordinance on holidays (休日条例) leaves: no weekend, public holiday, 29 Dec to 3 Jan. */
@Component
class JapaneseWorkingCalendar implements WorkingCalendar {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final MonthDay YEAR_END = MonthDay.of(12, 29);
  private static final MonthDay NEW_YEAR = MonthDay.of(1, 3);

  private final Map<Year, Set<LocalDate>> holidays = new ConcurrentHashMap<>();
  private final Set<LocalDate> extraDaysOff;

  JapaneseWorkingCalendar(DirectoryProperties properties) {
    this.extraDaysOff = Set.copyOf(properties.extraDaysOff());
  }

  @Override
  public boolean isWorkingDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !isYearEnd(MonthDay.from(day))
        && !extraDaysOff.contains(day)
        && !holidays.computeIfAbsent(Year.from(day), JapaneseHolidays::of).contains(day);
  }

  private static boolean isYearEnd(MonthDay day) {
    return !day.isBefore(YEAR_END) || !day.isAfter(NEW_YEAR);
  }

  @Override
  public Instant plusWorkingDays(Instant from, int days) {
    ZonedDateTime start = from.atZone(TOKYO);
    LocalDate day = start.toLocalDate();
    while (!isWorkingDay(day)) {
      day = day.plusDays(1);
    }
    for (int left = days; left > 0; left--) {
      do {
        day = day.plusDays(1);
      } while (!isWorkingDay(day));
    }
    return start.with(day).toInstant();
  }
}
