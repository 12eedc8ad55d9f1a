package genba.notice;

import genba.directory.WorkingCalendar;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/** When the next daily digest goes out. */
@Component
class DigestTime {

  private final WorkingCalendar calendar;
  private final NoticeProperties properties;
  private final Clock clock;

  DigestTime(WorkingCalendar calendar, NoticeProperties properties, Clock clock) {
    this.calendar = calendar;
    this.properties = properties;
    this.clock = clock;
  }

  /** The next time of day on a working day; not the present moment. */
  Instant next() {
    ZonedDateTime now = clock.instant().atZone(clock.getZone());
    ZonedDateTime at = now.with(properties.digestAt());
    while (!at.isAfter(now) || !calendar.isWorkingDay(at.toLocalDate())) {
      at = at.plusDays(1);
    }
    return at.toInstant();
  }
}
