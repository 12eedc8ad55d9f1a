package genba.web;

import genba.gain.SavedTime;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.chrono.JapaneseDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * Times and figures as a Japanese city writes them, for all templates: {@code ${@show.time(at)}}.
 * Null gives a dash.
 */
@Component("show")
class Show {

  private static final String NOTHING = "–";

  private final MessageSource messages;
  private final Clock clock;

  Show(MessageSource messages, Clock clock) {
    this.messages = messages;
    this.clock = clock;
  }

  /** Day and time of day. */
  public String time(@Nullable Instant at) {
    return at == null ? NOTHING : pattern("web.pattern.time").format(at.atZone(clock.getZone()));
  }

  public String day(@Nullable LocalDate day) {
    return day == null ? NOTHING : pattern("web.pattern.day").format(day);
  }

  public String dayOf(@Nullable Instant at) {
    return at == null ? NOTHING : day(at.atZone(clock.getZone()).toLocalDate());
  }

  public String month(YearMonth month) {
    return pattern("web.pattern.month").format(month);
  }

  /** How long ago, in the greatest unit that fits. */
  public String ago(@Nullable Instant at) {
    if (at == null) {
      return NOTHING;
    }
    Duration age = Duration.between(at, clock.instant());
    if (age.toDays() > 0) {
      return text("web.ago.days", age.toDays());
    }
    if (age.toHours() > 0) {
      return text("web.ago.hours", age.toHours());
    }
    return age.toMinutes() > 0 ? text("web.ago.minutes", age.toMinutes()) : text("web.ago.now");
  }

  public boolean isPast(@Nullable Instant at) {
    return at != null && at.isBefore(clock.instant());
  }

  /** 令和8年度, by the year it starts in. */
  public String fiscalYear(int year) {
    JapaneseDate start = JapaneseDate.of(year, 4, 1);
    String eraYear = DateTimeFormatter.ofPattern("GGGGy", Locale.JAPANESE).format(start);
    return text("web.fiscal-year", eraYear, String.valueOf(year));
  }

  /** Hours with one decimal, from seconds. */
  public String hours(long seconds) {
    return decimal(new SavedTime(seconds).hours());
  }

  /** 人日: 7 h 45 min each, with one decimal. */
  public String personDays(long seconds) {
    return decimal(new SavedTime(seconds).personDays());
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(Locale.JAPAN).format(number);
  }

  private static String decimal(BigDecimal value) {
    NumberFormat format = NumberFormat.getNumberInstance(Locale.JAPAN);
    format.setMinimumFractionDigits(1);
    format.setMaximumFractionDigits(1);
    return format.format(value);
  }

  private DateTimeFormatter pattern(String key) {
    return DateTimeFormatter.ofPattern(text(key), LocaleContextHolder.getLocale());
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
