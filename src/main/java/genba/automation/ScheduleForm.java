package genba.automation;

import genba.automation.Schedule.DayOff;
import genba.automation.Schedule.MissedRule;
import genba.automation.ScheduleData.Days;
import genba.automation.ScheduleData.Problem;
import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form as it was typed. Each kind of days has its own fields; those of the others are ignored.
 */
record ScheduleForm(
    @Nullable String times,
    @Nullable String days,
    @Nullable List<String> weekdays,
    @Nullable String dayOfMonth,
    @Nullable String workingDay,
    @Nullable String before,
    @Nullable String month,
    @Nullable String day,
    @Nullable String dayOff,
    @Nullable String from,
    @Nullable String until,
    @Nullable String missed,
    @Nullable String missedHours) {

  /** What it means, as far as it can be read, and what could not be read. */
  record Reading(ScheduleData data, List<Problem> problems) {}

  static ScheduleForm of(@Nullable Schedule schedule) {
    if (schedule == null) {
      return new ScheduleForm(
          "",
          Days.WORKING_DAYS.name(),
          List.of(),
          "",
          "",
          "",
          "",
          "",
          DayOff.RUN.name(),
          "",
          "",
          MissedRule.ONCE_SAME_DAY.name(),
          "");
    }
    ScheduleData data = ScheduleData.of(schedule);
    Days days = data.days() == null ? Days.EVERY_DAY : data.days();
    String number = text(data.number());
    return new ScheduleForm(
        String.join(" ", data.times() == null ? List.of() : data.times()),
        days.name(),
        data.weekdays() == null
            ? List.of()
            : data.weekdays().stream().map(DayOfWeek::name).toList(),
        days == Days.DAY_OF_MONTH ? number : "",
        days == Days.WORKING_DAY_OF_MONTH ? number : "",
        days == Days.BEFORE_MONTH_END ? number : "",
        text(data.month()),
        days == Days.YEARLY ? number : "",
        (data.dayOff() == null ? DayOff.RUN : data.dayOff()).name(),
        text(data.from()),
        text(data.until()),
        schedule.missed().rule().name(),
        text(data.missedHours()));
  }

  Reading read() {
    List<Problem> problems = new ArrayList<>();
    Days kind = constant(Days.class, days).orElse(null);
    Integer number =
        switch (kind) {
          case null -> null;
          case DAY_OF_MONTH -> number(dayOfMonth);
          case WORKING_DAY_OF_MONTH -> number(workingDay);
          case BEFORE_MONTH_END -> number(before);
          case YEARLY -> number(day);
          case EVERY_DAY,
              WORKING_DAYS,
              WEEKDAYS,
              LAST_WORKING_DAY,
              FISCAL_YEAR_START,
              FISCAL_YEAR_END ->
              null;
        };
    MissedRule rule = constant(MissedRule.class, missed).orElse(MissedRule.ONCE_SAME_DAY);
    ScheduleData data =
        new ScheduleData(
            Arrays.stream(plain(times).split("[\\s,、;・]+"))
                .filter(time -> !time.isEmpty())
                .toList(),
            kind,
            number,
            kind == Days.WEEKDAYS ? chosen() : null,
            kind == Days.YEARLY ? number(month) : null,
            constant(DayOff.class, dayOff).orElse(DayOff.RUN),
            date("from", from, problems),
            date("until", until, problems),
            rule,
            rule == MissedRule.ONCE_WITHIN ? number(missedHours) : null);
    return new Reading(data, problems);
  }

  /** The field of this form that asks for a value of the schedule. */
  String field(Problem problem) {
    return switch (problem.field()) {
      case "number" ->
          switch (constant(Days.class, days).orElse(Days.EVERY_DAY)) {
            case WORKING_DAY_OF_MONTH -> "workingDay";
            case BEFORE_MONTH_END -> "before";
            case YEARLY -> "day";
            default -> "dayOfMonth";
          };
      default -> problem.field();
    };
  }

  private List<DayOfWeek> chosen() {
    return (weekdays == null ? List.<String>of() : weekdays)
        .stream().flatMap(day -> constant(DayOfWeek.class, day).stream()).sorted().toList();
  }

  private static @Nullable LocalDate date(
      String field, @Nullable String typed, List<Problem> problems) {
    String plain = plain(typed).strip();
    try {
      return plain.isEmpty() ? null : LocalDate.parse(plain);
    } catch (DateTimeParseException e) {
      problems.add(new Problem(field, "schedule.problem.date"));
      return null;
    }
  }

  private static @Nullable Integer number(@Nullable String typed) {
    String plain = plain(typed).strip();
    return plain.matches("\\d{1,4}") ? Integer.valueOf(plain) : null;
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(known -> known.name().equals(name))
        .findFirst();
  }

  private static String plain(@Nullable String typed) {
    return typed == null ? "" : Normalizer.normalize(typed, Normalizer.Form.NFKC);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
