package genba.automation;

import genba.automation.AutomationRepository.Row;
import genba.automation.Automations.State;
import genba.automation.Schedule.Due;
import genba.automation.Schedule.MissedRule;
import genba.automation.ScheduleRepository.Event;
import genba.automation.ScheduleRepository.Outage;
import genba.automation.ScheduleRepository.Outcome;
import genba.automation.ScheduleRepository.Reason;
import genba.directory.WorkingCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Starts the runs whose time has come, and notes why one was not started. Every replica may try: a
 * run's key is automation and due time, so the table lets one through, and a clock that is set back
 * starts nothing twice.
 */
@Component
class RunSchedule {

  /** A start within this time is on time: it covers a restart of the hub. */
  static final Duration ON_TIME = Duration.ofMinutes(5);

  /** Of a long outage, or of a clock that jumped, only so many times are looked at. */
  static final int LOOK_BACK = 50;

  private static final Logger LOG = LoggerFactory.getLogger(RunSchedule.class);

  private final AutomationRepository automations;
  private final ScheduleRepository schedules;
  private final RunRequests requests;
  private final RunRepository runs;
  private final WorkingCalendar calendar;
  private final Clock clock;

  RunSchedule(
      AutomationRepository automations,
      ScheduleRepository schedules,
      RunRequests requests,
      RunRepository runs,
      WorkingCalendar calendar,
      Clock clock) {
    this.automations = automations;
    this.schedules = schedules;
    this.requests = requests;
    this.runs = runs;
    this.calendar = calendar;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "${genba.automation.schedule-every:PT20S}")
  void startDue() {
    schedules.seen(clock.instant(), ON_TIME);
    for (Row row : automations.scheduled()) {
      try {
        look(row);
      } catch (RuntimeException e) {
        LOG.error("Could not look at the schedule of automation {}: tried again", row.id(), e);
      }
    }
  }

  /**
   * Deals with the times that came up since the last look. Whatever happens in between, it can be
   * repeated: runs have their keys, and the moment moves on last.
   */
  void look(Row row) {
    Schedule schedule = row.schedule();
    Instant since = row.scheduleSince();
    if (schedule == null || since == null) {
      return;
    }
    Instant now = clock.instant();
    if (since.isAfter(now)) {
      // The clock was set back: what lies between is asked for again, and has its runs already.
      schedules.dealtWith(row.id(), since, now);
      return;
    }
    List<Due> due = schedule.between(local(since), local(now), calendar);
    if (due.isEmpty()) {
      return;
    }
    deal(row, schedule, due.subList(Math.max(0, due.size() - LOOK_BACK), due.size()), now);
    schedules.dealtWith(row.id(), since, now);
  }

  private void deal(Row row, Schedule schedule, List<Due> dues, Instant now) {
    List<Due> late = dues.stream().filter(due -> !due.skipped() && isLate(due, now)).toList();
    boolean oneOnTime = dues.stream().anyMatch(due -> !due.skipped() && !isLate(due, now));
    Due madeUp = late.isEmpty() || oneOnTime ? null : madeUp(schedule, late.getLast(), now);
    for (Due due : dues) {
      if (due.skipped()) {
        note(row, due, Outcome.SKIPPED, Reason.DAY_OFF, "", null);
      } else if (row.state() != State.LIVE) {
        Reason reason = row.state() == State.TRIAL ? Reason.TRIAL : Reason.PAUSED;
        note(row, due, Outcome.SKIPPED, reason, "", null);
      } else if (!late.contains(due)) {
        fire(row, schedule, due, Reason.ON_TIME);
      } else if (schedule.missed().rule() == MissedRule.EACH || due.equals(madeUp)) {
        fire(row, schedule, due, Reason.MADE_UP);
      } else {
        boolean together =
            schedule.missed().rule() != MissedRule.SKIP && (oneOnTime || madeUp != null);
        note(row, due, Outcome.MISSED, together ? Reason.TOGETHER : Reason.DOWN, "", null);
      }
    }
  }

  private boolean isLate(Due due, Instant now) {
    return instant(due).plus(ON_TIME).isBefore(now);
  }

  /** The latest of the missed times where one run is still to make up for them. */
  private @Nullable Due madeUp(Schedule schedule, Due latest, Instant now) {
    boolean inTime =
        switch (schedule.missed().rule()) {
          case ONCE_SAME_DAY -> latest.at().toLocalDate().equals(local(now).toLocalDate());
          case ONCE_WITHIN ->
              Duration.between(instant(latest), now)
                      .compareTo(Duration.ofHours(schedule.missed().hours()))
                  < 0;
          case EACH, SKIP -> false;
        };
    return inTime ? latest : null;
  }

  private void fire(Row row, Schedule schedule, Due due, Reason reason) {
    Optional<RunRow> same = runs.findByKey(RunRequests.scheduleKey(row.id(), due.at()));
    if (same.isPresent()) {
      note(row, due, Outcome.FIRED, reason, "", same.get().id());
      return;
    }
    Optional<RunRow> previous =
        schedule.missed().rule() == MissedRule.EACH ? Optional.empty() : runs.unfinished(row.id());
    if (previous.isPresent()) {
      note(row, due, Outcome.SKIPPED, Reason.PREVIOUS_RUN, "", previous.get().id());
      return;
    }
    try {
      String run = requests.scheduled(row.id(), due.at()).id();
      note(row, due, Outcome.FIRED, reason, "", run);
    } catch (AutomationRefused e) {
      LOG.info("Automation {} is not started at {}: {}", row.id(), due.at(), e.getMessage());
      note(row, due, Outcome.REFUSED, Reason.REFUSED, String.valueOf(e.getMessage()), null);
    }
  }

  private void note(
      Row row, Due due, Outcome outcome, Reason reason, String detail, @Nullable String run) {
    Instant at = instant(due);
    boolean wasDown =
        reason == Reason.DOWN || reason == Reason.TOGETHER || reason == Reason.MADE_UP;
    Outage outage = wasDown ? schedules.outage(at).orElse(null) : null;
    schedules.note(
        row.id(),
        new Event(at, due.meant(), clock.instant(), outcome, reason, detail, run, outage));
  }

  private LocalDateTime local(Instant at) {
    return LocalDateTime.ofInstant(at, clock.getZone());
  }

  private Instant instant(Due due) {
    return due.at().atZone(clock.getZone()).toInstant();
  }
}
