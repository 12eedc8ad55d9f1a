package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.AutomationRepository.Row;
import genba.automation.Automations.State;
import genba.automation.Schedule.Due;
import genba.automation.ScheduleData.Problem;
import genba.directory.WorkingCalendar;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Setting when an automation runs by itself, and what comes of it. */
@Service
class ScheduleService {

  static final int DATES_SHOWN = 5;
  static final int EVENTS_SHOWN = 10;

  private final AutomationRepository automations;
  private final ScheduleRepository schedules;
  private final AutomationAccess access;
  private final ScheduleNames names;
  private final Texts texts;
  private final WorkingCalendar calendar;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ScheduleService(
      AutomationRepository automations,
      ScheduleRepository schedules,
      AutomationAccess access,
      ScheduleNames names,
      Texts texts,
      WorkingCalendar calendar,
      TransactionTemplate transactions,
      Clock clock) {
    this.automations = automations;
    this.schedules = schedules;
    this.access = access;
    this.names = names;
    this.texts = texts;
    this.calendar = calendar;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** An automation whose schedule this person may set now. */
  Row changeable(String automationId, String userId) {
    Row row = automation(automationId);
    access.requireManage(userId, row.content().departmentCode());
    if (!row.automation().hasBot()) {
      throw texts.refused(Reason.WRONG_STATE, "refused.noBot", row.content().name());
    }
    if (row.state() == State.RETIRED) {
      throw texts.refused(Reason.WRONG_STATE, "refused.retired", row.content().name());
    }
    return row;
  }

  /** What must be corrected before it can be set. */
  List<Problem> problems(ScheduleData data) {
    List<Problem> problems = data.problems();
    if (problems.isEmpty() && upcoming(data.schedule()).isEmpty()) {
      return List.of(new Problem("days", "schedule.problem.never"));
    }
    return problems;
  }

  /** From now on it runs by this schedule; null ends it. */
  void set(String automationId, String userId, @Nullable ScheduleData data) {
    changeable(automationId, userId);
    if (data != null) {
      for (Problem problem : problems(data)) {
        throw texts.refused(Reason.INVALID, problem.key(), problem.arguments().toArray());
      }
    }
    Schedule schedule = data == null ? null : data.schedule();
    transactions.executeWithoutResult(
        _ -> {
          Instant now = clock.instant();
          automations.schedule(automationId, schedule, now);
          automations.record(
              automationId,
              new AutomationRepository.Event(
                  now, userId, "SCHEDULE", schedule == null ? "" : names.kept(schedule)));
        });
  }

  /** The next runs. */
  List<Due> upcoming(Schedule schedule) {
    return schedule.upcoming(LocalDateTime.now(clock), DATES_SHOWN, calendar);
  }

  /** What became of the latest times. */
  List<ScheduleRepository.Event> events(String automationId) {
    return schedules.events(automationId, EVENTS_SHOWN);
  }

  Row automation(String automationId) {
    return automations
        .find(automationId)
        .orElseThrow(() -> texts.refused(Reason.NOT_FOUND, "refused.unknown", automationId));
  }
}
