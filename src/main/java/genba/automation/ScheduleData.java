package genba.automation;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import genba.automation.Schedule.Missed;
import genba.automation.Schedule.MissedRule;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A schedule as programs write and read it, and as it is stored.
 *
 * @param times times of day, 09:00, at most 12
 * @param number the n of n-th day (1 to 31) or n-th working day of the month (1 to 23), of so many
 *     working days before the month's last one (1 to 15), or the day of a yearly date
 * @param month of a yearly date, 1 to 12
 * @param dayOff where the day is no working day; RUN where it is not said, null for rules that mean
 *     working days
 * @param missed what happens to times that passed while the hub was down; ONCE_SAME_DAY where it is
 *     not said
 * @param missedHours of ONCE_WITHIN, 1 to 72
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleData(
    @Nullable List<String> times,
    @Nullable Days days,
    @Nullable Integer number,
    @Nullable List<DayOfWeek> weekdays,
    @Nullable Integer month,
    @Nullable DayOff dayOff,
    @Nullable LocalDate from,
    @Nullable LocalDate until,
    @Nullable MissedRule missed,
    @Nullable Integer missedHours) {

  /** The kinds of {@link DayRule}. */
  enum Days {
    EVERY_DAY,
    WORKING_DAYS,
    WEEKDAYS,
    DAY_OF_MONTH,
    WORKING_DAY_OF_MONTH,
    LAST_WORKING_DAY,
    BEFORE_MONTH_END,
    FISCAL_YEAR_START,
    FISCAL_YEAR_END,
    YEARLY
  }

  /** What is wrong, as a message of the automation module. */
  record Problem(String field, String key, List<Object> arguments) {

    Problem(String field, String key) {
      this(field, key, List.of());
    }
  }

  static final int TIMES = 12;
  private static final int WORKING_DAYS = 23;
  private static final int DAYS_BEFORE = 15;
  private static final int HOURS = 72;
  private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:時](?:(\\d{2})分?)?");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The stored text's schedule. */
  static Schedule read(String json) {
    return JSON.readValue(json, ScheduleData.class).schedule();
  }

  static String write(Schedule schedule) {
    return JSON.writeValueAsString(of(schedule));
  }

  static ScheduleData of(Schedule schedule) {
    Days days = null;
    Integer number = null;
    Integer month = null;
    List<DayOfWeek> weekdays = null;
    switch (schedule.days()) {
      case EveryDay() -> days = Days.EVERY_DAY;
      case WorkingDays() -> days = Days.WORKING_DAYS;
      case Weekdays(Set<DayOfWeek> wanted) -> {
        days = Days.WEEKDAYS;
        weekdays = wanted.stream().sorted().toList();
      }
      case DayOfMonth(int day) -> {
        days = Days.DAY_OF_MONTH;
        number = day;
      }
      case WorkingDayOfMonth(int day) -> {
        days = Days.WORKING_DAY_OF_MONTH;
        number = day;
      }
      case BeforeMonthEnd(int before) -> {
        days = before == 0 ? Days.LAST_WORKING_DAY : Days.BEFORE_MONTH_END;
        number = before == 0 ? null : Integer.valueOf(before);
      }
      case FiscalYearStart() -> days = Days.FISCAL_YEAR_START;
      case FiscalYearEnd() -> days = Days.FISCAL_YEAR_END;
      case Yearly(Month of, int day) -> {
        days = Days.YEARLY;
        month = of.getValue();
        number = day;
      }
    }
    Missed missed = schedule.missed();
    return new ScheduleData(
        schedule.times().stream().map(LocalTime::toString).toList(),
        days,
        number,
        weekdays,
        month,
        schedule.days().meansWorkingDays() ? null : schedule.dayOff(),
        schedule.from(),
        schedule.until(),
        missed.rule(),
        missed.rule() == MissedRule.ONCE_WITHIN ? Integer.valueOf(missed.hours()) : null);
  }

  /** A time of day as people type it: 9:00, ９：００, 9時, 9時30分. */
  static Optional<LocalTime> time(String typed) {
    Matcher matcher = TIME.matcher(Normalizer.normalize(typed, Normalizer.Form.NFKC).strip());
    if (!matcher.matches() || matcher.group(2) == null && !matcher.group().contains("時")) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(matcher.group(1));
    int minute = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    return hour < 24 && minute < 60 ? Optional.of(LocalTime.of(hour, minute)) : Optional.empty();
  }

  /** What must be corrected before this is a schedule. */
  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    List<String> typed = times == null ? List.of() : times;
    if (typed.isEmpty() || typed.size() > TIMES) {
      problems.add(new Problem("times", "schedule.problem.times", List.of(TIMES)));
    }
    for (String time : typed) {
      if (time == null || time(time).isEmpty()) {
        problems.add(
            new Problem("times", "schedule.problem.time", List.of(time == null ? "" : time)));
        break;
      }
    }
    switch (days) {
      case null -> problems.add(new Problem("days", "schedule.problem.days"));
      case EVERY_DAY, WORKING_DAYS, LAST_WORKING_DAY, FISCAL_YEAR_START, FISCAL_YEAR_END -> {}
      case WEEKDAYS -> {
        if (weekdays == null || weekdays.isEmpty()) {
          problems.add(new Problem("weekdays", "schedule.problem.weekdays"));
        }
      }
      case DAY_OF_MONTH -> within("number", number, 31, problems);
      case WORKING_DAY_OF_MONTH -> within("number", number, WORKING_DAYS, problems);
      case BEFORE_MONTH_END -> within("number", number, DAYS_BEFORE, problems);
      case YEARLY -> {
        within("month", month, 12, problems);
        int longest = month != null && month >= 1 && month <= 12 ? Month.of(month).maxLength() : 31;
        within("number", number, longest, problems);
      }
    }
    if (from != null && until != null && until.isBefore(from)) {
      problems.add(new Problem("until", "schedule.problem.until"));
    }
    if (missed == MissedRule.ONCE_WITHIN) {
      within("missedHours", missedHours, HOURS, problems);
    }
    return problems;
  }

  private static void within(
      String field, @Nullable Integer value, int most, List<Problem> problems) {
    if (value == null || value < 1 || value > most) {
      problems.add(new Problem(field, "schedule.problem.number", List.of(1, most)));
    }
  }

  /** To be called where there are no {@link #problems()}. */
  Schedule schedule() {
    return new Schedule(
        (times == null ? List.<String>of() : times)
            .stream().map(time -> time(time).orElseThrow()).toList(),
        rule(),
        dayOff == null ? DayOff.RUN : dayOff,
        from,
        until,
        missed == null
            ? Missed.SAME_DAY
            : new Missed(missed, missed == MissedRule.ONCE_WITHIN ? must(missedHours) : 0));
  }

  private DayRule rule() {
    return switch (days) {
      case null -> throw new IllegalStateException("A schedule that does not say its days");
      case EVERY_DAY -> new EveryDay();
      case WORKING_DAYS -> new WorkingDays();
      case WEEKDAYS ->
          new Weekdays(EnumSet.copyOf(weekdays == null ? Set.<DayOfWeek>of() : weekdays));
      case DAY_OF_MONTH -> new DayOfMonth(must(number));
      case WORKING_DAY_OF_MONTH -> new WorkingDayOfMonth(must(number));
      case LAST_WORKING_DAY -> new BeforeMonthEnd(0);
      case BEFORE_MONTH_END -> new BeforeMonthEnd(must(number));
      case FISCAL_YEAR_START -> new FiscalYearStart();
      case FISCAL_YEAR_END -> new FiscalYearEnd();
      case YEARLY -> new Yearly(Month.of(must(month)), must(number));
    };
  }

  private static int must(@Nullable Integer number) {
    if (number == null) {
      throw new IllegalStateException("A schedule without one of its numbers");
    }
    return number;
  }
}
