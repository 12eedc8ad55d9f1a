package genba.improvement;

import genba.directory.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;

/**
 * How long to wait: a plain number counts working days, an ISO 8601 duration ({@code PT30S}, {@code
 * P90D}) is taken as it is.
 */
sealed interface Wait {

  record WorkingDays(int days) implements Wait {}

  record Exactly(Duration duration) implements Wait {}

  static Wait of(String text) {
    return text.matches("\\d{1,4}")
        ? new WorkingDays(Integer.parseInt(text))
        : new Exactly(Duration.parse(text));
  }

  default Instant after(Instant from, WorkingCalendar calendar) {
    return switch (this) {
      case WorkingDays(int days) -> calendar.plusWorkingDays(from, days);
      case Exactly(Duration duration) -> from.plus(duration);
    };
  }
}
