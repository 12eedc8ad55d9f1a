package genba.automation;

import genba.directory.WorkingCalendar;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When an automation runs by itself, in Japanese local time.
 *
 * @param times times of day, to the minute, in order and each once
 * @param dayOff what happens where the day is no working day; {@code RUN} for rules that mean
 *     working days only
 * @param from the first date it may run on, null for any
 * @param until the last date it may run on, null for any
 */
record Schedule(
    List<LocalTime> times,
    DayRule days,
    DayOff dayOff,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    Missed missed) {

  /** What happens where a day that is meant is no working day. */
  enum DayOff {
    RUN,
    SKIP,
    NEXT,
    PREVIOUS
  }

  /** What happens to times that passed while the hub was down. */
  enum MissedRule {
    /** One run for all of them, where the latest of them was due today. */
    ONCE_SAME_DAY,
    /** One run for all of them, where the latest of them is less than so many hours ago. */
    ONCE_WITHIN,
    /** A run for each, one after the other. */
    EACH,
    SKIP
  }

  /**
   * @param hours for {@link MissedRule#ONCE_WITHIN}, else 0
   */
  record Missed(MissedRule rule, int hours) {

    static final Missed SAME_DAY = new Missed(MissedRule.ONCE_SAME_DAY, 0);
  }

  /**
   * A time that comes up.
   *
   * @param meant the date of the rule; another than the run's where a day off moved it
   * @param skipped whether it is left out because its day is a day off
   */
  record Due(LocalDateTime at, LocalDate meant, boolean skipped) {

    boolean moved() {
      return !meant.equals(at.toLocalDate());
    }
  }

  /**
   * A date that comes later than this is taken for never: 3 January is a day off in every year, a
   * Sunday in few.
   */
  private static final int YEARS_AHEAD = 12;

  Schedule {
    times = times.stream().distinct().sorted().toList();
    if (times.isEmpty()) {
      throw new IllegalArgumentException("A schedule without a time of day");
    }
    dayOff = days.meansWorkingDays() ? DayOff.RUN : dayOff;
  }

  /** The next run after a moment; empty where there is none any more. */
  Optional<Due> next(LocalDateTime after, WorkingCalendar calendar) {
    LocalDateTime end = after.plusYears(YEARS_AHEAD);
    LocalDateTime start = after;
    for (int months = 1; start.isBefore(end) && !isOver(start); months *= 2) {
      LocalDateTime stop = start.plusMonths(months);
      Optional<Due> first =
          between(start, stop, calendar).stream().filter(due -> !due.skipped()).findFirst();
      if (first.isPresent()) {
        return first;
      }
      start = stop;
    }
    return Optional.empty();
  }

  private boolean isOver(LocalDateTime start) {
    return until != null && start.toLocalDate().isAfter(until);
  }

  /** The next so many runs after a moment. */
  List<Due> upcoming(LocalDateTime after, int count, WorkingCalendar calendar) {
    List<Due> upcoming = new ArrayList<>();
    Optional<Due> next = next(after, calendar);
    while (next.isPresent() && upcoming.size() < count) {
      upcoming.add(next.get());
      next = next(next.get().at(), calendar);
    }
    return upcoming;
  }

  /** The runs after one moment and up to another. */
  List<Due> firesBetween(LocalDateTime after, LocalDateTime upTo, WorkingCalendar calendar) {
    return between(after, upTo, calendar).stream().filter(due -> !due.skipped()).toList();
  }

  /** The same with the times that a day off leaves out. */
  List<Due> between(LocalDateTime after, LocalDateTime upTo, WorkingCalendar calendar) {
    TreeMap<LocalDateTime, Due> found = new TreeMap<>();
    // A day off at the edge of a month moves its run into the next one or the one before.
    YearMonth last = YearMonth.from(upTo).plusMonths(1);
    for (YearMonth month = YearMonth.from(after).minusMonths(1);
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      for (LocalDate meant : days.in(month, calendar)) {
        boolean skipped = dayOff == DayOff.SKIP && !calendar.isWorkingDay(meant);
        LocalDate day = moved(meant, calendar);
        if (from != null && day.isBefore(from) || until != null && day.isAfter(until)) {
          continue;
        }
        for (LocalTime time : times) {
          LocalDateTime at = day.atTime(time);
          if (at.isAfter(after) && !at.isAfter(upTo)) {
            found.merge(at, new Due(at, meant, skipped), (one, other) -> one.moved() ? other : one);
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  private LocalDate moved(LocalDate meant, WorkingCalendar calendar) {
    LocalDate day = meant;
    int step =
        switch (dayOff) {
          case RUN, SKIP -> 0;
          case NEXT -> 1;
          case PREVIOUS -> -1;
        };
    while (step != 0 && !calendar.isWorkingDay(day)) {
      day = day.plusDays(step);
    }
    return day;
  }
}
