package genba.automation;

import genba.automation.Schedule.Due;
import genba.automation.Schedule.Missed;
import genba.automation.ScheduleData.Problem;
import genba.automation.ScheduleRepository.Event;
import genba.automation.ScheduleRepository.Outage;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Schedules in sentences, for the pages: {@code ${@scheduleNames…}}. */
@Component("scheduleNames")
class ScheduleNames {

  private final MessageSource messages;
  private final Clock clock;

  ScheduleNames(MessageSource messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /** Days, times, what a day off does, and the period. */
  public String of(Schedule schedule) {
    return sentence(schedule, LocaleContextHolder.getLocale());
  }

  /** The line of an automation's history: what was kept, or a daily time from before. */
  public String told(String detail) {
    return detail.matches("\\d\\d:\\d\\d")
        ? text(
            LocaleContextHolder.getLocale(),
            "on",
            text(LocaleContextHolder.getLocale(), "days.said.EVERY_DAY"),
            detail)
        : detail;
  }

  /** The same in Japanese, to be kept. */
  String kept(Schedule schedule) {
    return sentence(schedule, Locale.JAPANESE);
  }

  private String sentence(Schedule schedule, Locale locale) {
    ScheduleData data = ScheduleData.of(schedule);
    StringBuilder sentence = new StringBuilder();
    sentence.append(
        text(locale, "on", days(data, locale), String.join(text(locale, "and"), times(data))));
    if (!schedule.days().meansWorkingDays()) {
      sentence.append(text(locale, "dayOff.said." + schedule.dayOff()));
    }
    if (schedule.from() != null) {
      sentence.append(text(locale, "from.said", day(schedule.from(), locale)));
    }
    if (schedule.until() != null) {
      sentence.append(text(locale, "until.said", day(schedule.until(), locale)));
    }
    return sentence.toString();
  }

  private static List<String> times(ScheduleData data) {
    return data.times() == null ? List.of() : data.times();
  }

  private String days(ScheduleData data, Locale locale) {
    List<DayOfWeek> weekdays = data.weekdays() == null ? List.of() : data.weekdays();
    String named =
        String.join(
            text(locale, "and"),
            weekdays.stream().map(day -> text(locale, "weekday." + day)).toList());
    int month = data.month() == null ? 1 : data.month();
    return text(
        locale,
        "days.said." + data.days(),
        data.number() == null ? 0 : data.number(),
        named,
        text(locale, "month." + month));
  }

  /** What happens to times that pass while the hub is down. */
  public String missed(Missed missed) {
    return text(LocaleContextHolder.getLocale(), "missed.said." + missed.rule(), missed.hours());
  }

  public Instant at(Due due) {
    return due.at().atZone(clock.getZone()).toInstant();
  }

  /** Where a day off moved it: from which date. Empty else. */
  public String moved(Due due) {
    return moved(due.meant(), due.at().toLocalDate());
  }

  private String moved(LocalDate meant, LocalDate day) {
    Locale locale = LocaleContextHolder.getLocale();
    return meant.equals(day) ? "" : text(locale, "moved", day(meant, locale));
  }

  /** Why a time had its outcome. */
  public String why(Event event) {
    Locale locale = LocaleContextHolder.getLocale();
    Outage outage = event.outage();
    String why = text(locale, "reason." + event.reason());
    StringBuilder sentence = new StringBuilder(why);
    if (outage != null) {
      sentence.append(
          text(locale, "outage", time(outage.from(), locale), time(outage.to(), locale)));
    }
    sentence.append(event.detail());
    LocalDate day = event.due().atZone(clock.getZone()).toLocalDate();
    return sentence.append(moved(event.meant(), day)).toString();
  }

  /** The badge of an outcome. */
  public String tone(ScheduleRepository.Outcome outcome) {
    return switch (outcome) {
      case FIRED -> "badge-success";
      case SKIPPED -> "";
      case MISSED -> "badge-warning";
      case REFUSED -> "badge-error";
    };
  }

  public String problem(Problem problem) {
    return messages.getMessage(
        "automation." + problem.key(),
        problem.arguments().toArray(),
        LocaleContextHolder.getLocale());
  }

  private String day(LocalDate day, Locale locale) {
    return DateTimeFormatter.ofPattern(text(locale, "pattern.day"), locale).format(day);
  }

  private String time(Instant at, Locale locale) {
    return DateTimeFormatter.ofPattern(text(locale, "pattern.time"), locale)
        .format(at.atZone(clock.getZone()));
  }

  private String text(Locale locale, String key, Object... arguments) {
    return messages.getMessage("automation.schedule." + key, arguments, locale);
  }
}
