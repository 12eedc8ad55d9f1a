package genba.automation;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts each day's runs. Every replica may try: the run's key is automation and date, so the table
 * lets one through. A time that passed while the hub was down is made up for on the same day.
 */
@Component
class RunSchedule {

  private static final Logger LOG = LoggerFactory.getLogger(RunSchedule.class);

  private final AutomationRepository automations;
  private final RunRequests requests;
  private final Clock clock;

  RunSchedule(AutomationRepository automations, RunRequests requests, Clock clock) {
    this.automations = automations;
    this.requests = requests;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${genba.automation.schedule-every:PT20S}")
  void startDue() {
    ZonedDateTime now = ZonedDateTime.now(clock);
    LocalDate date = now.toLocalDate();
    LocalTime time = now.toLocalTime();
    for (var row : automations.due(date, time)) {
      if (row.runAt() == null || row.scheduleSince() == null) {
        continue;
      }
      boolean passedBefore =
          !date.atTime(row.runAt())
              .atZone(clock.getZone())
              .toInstant()
              .isAfter(row.scheduleSince());
      if (passedBefore) {
        continue;
      }
      try {
        requests.scheduled(row.id(), date);
      } catch (AutomationRefused e) {
        LOG.info("Automation {} is not started today: {}", row.id(), e.getMessage());
      }
    }
  }
}
