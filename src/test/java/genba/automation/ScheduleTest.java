package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.automation.DayRule.BeforeMonthEnd;
import genba.automation.DayRule.DayOfMonth;
import genba.automation.DayRule.EveryDay;
import genba.automation.DayRule.FiscalYearEnd;
import genba.automation.DayRule.FiscalYearStart;
import genba.automation.DayRule.Weekdays;
import genba.automation.DayRule.WorkingDayOfMonth;
import genba.automation.DayRule.WorkingDays;
import genba.automation.DayRule.Yearly;
import genba.automation.Schedule.DayOff;
import genba.automation.Schedule.Due;
import genba.automation.Schedule.Missed;
import genba.directory.Calendars;
import genba.directory.WorkingCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

  private static final WorkingCalendar CALENDAR = Calendars.japan();
  private static final LocalTime NINE = LocalTime.of(9, 0);

  static Stream<Arguments> dates() {
    return Stream.of(
        // Golden Week 2026: 29 April, and 3 to 6 May (a Sunday's substitute holiday last).
        row("2026-04-28", new WorkingDays(), DayOff.RUN, "04-30", "05-01", "05-07"),
        row("2026-05-01", new EveryDay(), DayOff.SKIP, "05-07", "05-08", "05-11"),
        row("2026-05-01", new EveryDay(), DayOff.NEXT, "05-07", "05-08", "05-11"),
        row("2026-04-30", new EveryDay(), DayOff.RUN, "05-01", "05-02", "05-03"),
        row("2026-04-27", weekly(DayOfWeek.WEDNESDAY), DayOff.SKIP, "05-13", "05-20", "05-27"),
        row("2026-04-27", weekly(DayOfWeek.WEDNESDAY), DayOff.NEXT, "04-30", "05-07", "05-13"),
        row("2026-04-27", weekly(DayOfWeek.WEDNESDAY), DayOff.PREVIOUS, "04-28", "05-01", "05-13"),
        row("2026-05-01", new DayOfMonth(5), DayOff.NEXT, "05-07", "06-05", "07-06"),
        row("2026-05-01", new DayOfMonth(5), DayOff.PREVIOUS, "06-05", "07-03", "08-05"),
        row("2026-05-01", new DayOfMonth(5), DayOff.SKIP, "06-05", "08-05", "10-05"),
        row("2026-05-01", new DayOfMonth(5), DayOff.RUN, "05-05", "06-05", "07-05"),
        // The end of months, short ones too.
        row("2026-01-31", new DayOfMonth(31), DayOff.RUN, "02-28", "03-31", "04-30"),
        row("2026-01-31", new DayOfMonth(31), DayOff.PREVIOUS, "02-27", "03-31", "04-30"),
        row("2026-01-31", new DayOfMonth(31), DayOff.NEXT, "02-02", "03-02", "03-31"),
        row("2026-04-30", new BeforeMonthEnd(0), DayOff.RUN, "05-29", "06-30", "07-31"),
        row("2026-04-30", new BeforeMonthEnd(3), DayOff.RUN, "05-26", "06-25", "07-28"),
        row("2026-11-01", new BeforeMonthEnd(1), DayOff.RUN, "11-27", "12-25", "2027-01-28"),
        row("2026-04-30", new WorkingDayOfMonth(3), DayOff.RUN, "05-08", "06-03", "07-03"),
        row("2026-12-10", new WorkingDayOfMonth(1), DayOff.RUN, "2027-01-04", "2027-02-01"),
        row("2026-04-30", new WorkingDayOfMonth(22), DayOff.RUN, "06-30", "07-31"),
        // The year's end: closed from 29 December to 3 January.
        row("2026-12-27", new WorkingDays(), DayOff.RUN, "12-28", "2027-01-04", "2027-01-05"),
        row("2026-12-01", new BeforeMonthEnd(0), DayOff.RUN, "12-28", "2027-01-29"),
        row("2026-12-01", new DayOfMonth(31), DayOff.NEXT, "2027-01-04", "2027-02-01"),
        row("2027-01-01", new DayOfMonth(1), DayOff.PREVIOUS, "2027-02-01", "2027-03-01"),
        row("2026-12-01", new DayOfMonth(1), DayOff.PREVIOUS, "12-28", "2027-02-01"),
        row("2026-12-20", weekly(DayOfWeek.FRIDAY), DayOff.SKIP, "12-25", "2027-01-08"),
        // The fiscal year, whose first day of 2028 is a Saturday.
        row("2026-04-01", new FiscalYearStart(), DayOff.RUN, "2027-04-01", "2028-04-03"),
        row("2026-03-31", new FiscalYearStart(), DayOff.RUN, "04-01", "2027-04-01"),
        row("2026-12-31", new FiscalYearEnd(), DayOff.RUN, "2027-03-31", "2028-03-31"),
        row("2028-12-31", new FiscalYearEnd(), DayOff.RUN, "2029-03-30", "2030-03-29"),
        // Yearly dates, a leap day among them.
        row("2026-06-01", new Yearly(Month.MARCH, 31), DayOff.RUN, "2027-03-31", "2028-03-31"),
        row("2026-06-01", new Yearly(Month.FEBRUARY, 29), DayOff.RUN, "2027-02-28", "2028-02-29"),
        row("2026-04-01", new Yearly(Month.MAY, 3), DayOff.NEXT, "05-07", "2027-05-06"),
        row("2026-04-01", new Yearly(Month.MAY, 3), DayOff.SKIP),
        row("2026-04-01", new Yearly(Month.JANUARY, 3), DayOff.PREVIOUS, "12-28", "2027-12-28"));
  }

  private static DayRule weekly(DayOfWeek... days) {
    return new Weekdays(Set.of(days));
  }

  private static Arguments row(String after, DayRule rule, DayOff dayOff, String... expected) {
    return Arguments.of(
        LocalDate.parse(after),
        rule,
        dayOff,
        Stream.of(expected)
            .map(day -> LocalDate.parse(day.length() == 5 ? after.substring(0, 5) + day : day))
            .toList());
  }

  @ParameterizedTest
  @MethodSource("dates")
  void theNextDatesAfterADay(
      LocalDate after, DayRule rule, DayOff dayOff, List<LocalDate> expected) {
    var schedule = new Schedule(List.of(NINE), rule, dayOff, null, null, Missed.SAME_DAY);
    assertThat(
            schedule.upcoming(after.atTime(NINE), Math.max(1, expected.size()), CALENDAR).stream()
                .map(due -> due.at().toLocalDate()))
        .isEqualTo(expected);
  }

  @Test
  void severalTimesOfADayComeInOrderAndOnce() {
    var schedule =
        new Schedule(
            List.of(LocalTime.of(13, 0), NINE, NINE),
            new WorkingDays(),
            DayOff.SKIP,
            LocalDate.of(2026, 5, 1),
            LocalDate.of(2026, 5, 7),
            Missed.SAME_DAY);
    assertThat(schedule.upcoming(LocalDateTime.of(2026, 1, 1, 0, 0), 9, CALENDAR))
        .extracting(Due::at)
        .containsExactly(
            LocalDateTime.of(2026, 5, 1, 9, 0),
            LocalDateTime.of(2026, 5, 1, 13, 0),
            LocalDateTime.of(2026, 5, 7, 9, 0),
            LocalDateTime.of(2026, 5, 7, 13, 0));
    assertThat(schedule.next(LocalDateTime.of(2026, 5, 7, 13, 0), CALENDAR)).isEmpty();
  }

  @Test
  void aDayOffIsNamedWhereItLeavesATimeOutOrMovesIt() {
    LocalDateTime from = LocalDateTime.of(2026, 5, 1, 12, 0);
    LocalDateTime to = LocalDateTime.of(2026, 5, 8, 0, 0);
    var skip =
        new Schedule(List.of(NINE), new DayOfMonth(5), DayOff.SKIP, null, null, Missed.SAME_DAY);
    assertThat(skip.between(from, to, CALENDAR))
        .containsExactly(
            new Due(LocalDateTime.of(2026, 5, 5, 9, 0), LocalDate.of(2026, 5, 5), true));
    assertThat(skip.firesBetween(from, to, CALENDAR)).isEmpty();
    var next =
        new Schedule(List.of(NINE), new DayOfMonth(5), DayOff.NEXT, null, null, Missed.SAME_DAY);
    assertThat(next.firesBetween(from, to, CALENDAR))
        .containsExactly(
            new Due(LocalDateTime.of(2026, 5, 7, 9, 0), LocalDate.of(2026, 5, 5), false));
  }

  @Test
  void anyScheduleAgreesWithAWalkFromDayToDay() {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 600; round++) {
      Schedule schedule = any(random);
      LocalDateTime start =
          LocalDate.of(2024, 1, 1)
              .plusDays(random.nextInt(2200))
              .atTime(random.nextInt(24), random.nextInt(60));
      LocalDateTime end = start.plusDays(1 + random.nextInt(500));
      List<LocalDateTime> walked = walk(schedule, start, end);
      String what = "seed " + seed + ", round " + round + ", from " + start + ": " + schedule;
      assertThat(schedule.firesBetween(start, end, CALENDAR))
          .as(what)
          .extracting(Due::at)
          .isEqualTo(walked);
      Optional<LocalDateTime> next = schedule.next(start, CALENDAR).map(Due::at);
      if (walked.isEmpty()) {
        assertThat(next.filter(at -> !at.isAfter(end))).as(what).isEmpty();
      } else {
        assertThat(next).as(what).contains(walked.getFirst());
      }
    }
  }

  private static Schedule any(Random random) {
    List<LocalTime> times =
        IntStream.range(0, 1 + random.nextInt(3))
            .mapToObj(_ -> LocalTime.of(random.nextInt(24), random.nextInt(4) * 15))
            .toList();
    DayRule rule =
        switch (random.nextInt(9)) {
          case 0 -> new EveryDay();
          case 1 -> new WorkingDays();
          case 2 -> {
            Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
            days.add(DayOfWeek.of(1 + random.nextInt(7)));
            yield new Weekdays(days);
          }
          case 3 -> new DayOfMonth(1 + random.nextInt(31));
          case 4 -> new WorkingDayOfMonth(1 + random.nextInt(23));
          case 5 -> new BeforeMonthEnd(random.nextInt(10));
          case 6 -> new FiscalYearStart();
          case 7 -> new FiscalYearEnd();
          default -> new Yearly(Month.of(1 + random.nextInt(12)), 1 + random.nextInt(31));
        };
    LocalDate from =
        random.nextInt(4) == 0 ? LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2200)) : null;
    LocalDate until =
        random.nextInt(4) == 0 ? LocalDate.of(2024, 1, 1).plusDays(random.nextInt(2200)) : null;
    return new Schedule(
        times,
        rule,
        DayOff.values()[random.nextInt(DayOff.values().length)],
        from,
        until,
        Missed.SAME_DAY);
  }

  /** Every day is asked whether some day near it is meant and moves here. */
  private static List<LocalDateTime> walk(
      Schedule schedule, LocalDateTime after, LocalDateTime to) {
    List<LocalDateTime> fires = new ArrayList<>();
    for (LocalDate day = after.toLocalDate();
        !day.isAfter(to.toLocalDate());
        day = day.plusDays(1)) {
      LocalDate here = day;
      boolean runs =
          within(schedule, day)
              && here.minusDays(15)
                  .datesUntil(here.plusDays(16))
                  .filter(near -> isMeant(schedule.days(), near))
                  .anyMatch(near -> here.equals(runsOn(schedule.dayOff(), near)));
      if (runs) {
        schedule.times().stream()
            .map(here::atTime)
            .filter(at -> at.isAfter(after) && !at.isAfter(to))
            .forEach(fires::add);
      }
    }
    return fires;
  }

  private static boolean within(Schedule schedule, LocalDate day) {
    return (schedule.from() == null || !day.isBefore(schedule.from()))
        && (schedule.until() == null || !day.isAfter(schedule.until()));
  }

  private static @Nullable LocalDate runsOn(DayOff dayOff, LocalDate meant) {
    if (CALENDAR.isWorkingDay(meant)) {
      return meant;
    }
    return switch (dayOff) {
      case RUN -> meant;
      case SKIP -> null;
      case NEXT ->
          meant
              .datesUntil(meant.plusDays(15))
              .filter(CALENDAR::isWorkingDay)
              .findFirst()
              .orElseThrow();
      case PREVIOUS ->
          meant
              .minusDays(15)
              .datesUntil(meant)
              .filter(CALENDAR::isWorkingDay)
              .reduce((_, last) -> last)
              .orElseThrow();
    };
  }

  private static boolean isMeant(DayRule rule, LocalDate day) {
    boolean works = CALENDAR.isWorkingDay(day);
    return switch (rule) {
      case EveryDay() -> true;
      case WorkingDays() -> works;
      case Weekdays(Set<DayOfWeek> days) -> days.contains(day.getDayOfWeek());
      case DayOfMonth(int number) -> isDay(day, number);
      case WorkingDayOfMonth(int number) -> works && before(day) == number - 1;
      case BeforeMonthEnd(int number) -> works && after(day) == number;
      case FiscalYearStart() -> works && day.getMonthValue() == 4 && before(day) == 0;
      case FiscalYearEnd() -> works && day.getMonthValue() == 3 && after(day) == 0;
      case Yearly(Month month, int number) -> day.getMonth() == month && isDay(day, number);
    };
  }

  private static boolean isDay(LocalDate day, int number) {
    return day.getDayOfMonth() == number
        || number > day.lengthOfMonth() && day.getDayOfMonth() == day.lengthOfMonth();
  }

  private static int before(LocalDate day) {
    return workingDays(day.withDayOfMonth(1), day);
  }

  private static int after(LocalDate day) {
    return workingDays(day.plusDays(1), YearMonth.from(day).plusMonths(1).atDay(1));
  }

  private static int workingDays(LocalDate from, LocalDate to) {
    return (int) from.datesUntil(to).filter(CALENDAR::isWorkingDay).count();
  }
}
