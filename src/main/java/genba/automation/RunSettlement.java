package genba.automation;

import genba.automation.Automations.Automation;
import genba.automation.Automations.NewAutomation;
import genba.automation.Runs.Handwork;
import genba.automation.Runs.Run;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import genba.directory.WorkingCalendar;
import genba.engine.JobResult;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainLedger;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a run that has ended leaves behind: its gain, and the work for people. Each once, however
 * often it is asked.
 */
@Component
class RunSettlement {

  /** A person-day. */
  private static final int MINUTES_OF_A_DAY = 7 * 60 + 45;

  private static final int MOST_DAYS = 60;

  private final RunRepository runs;
  private final AutomationRepository automations;
  private final GainLedger ledger;
  private final Notices notices;
  private final Directory directory;
  private final WorkingCalendar calendar;
  private final AutomationAccess access;
  private final Texts texts;
  private final AutomationProperties properties;
  private final TransactionTemplate transactions;
  private final Clock clock;

  RunSettlement(
      RunRepository runs,
      AutomationRepository automations,
      GainLedger ledger,
      Notices notices,
      Directory directory,
      WorkingCalendar calendar,
      AutomationAccess access,
      Texts texts,
      AutomationProperties properties,
      TransactionTemplate transactions,
      Clock clock) {
    this.runs = runs;
    this.automations = automations;
    this.ledger = ledger;
    this.notices = notices;
    this.directory = directory;
    this.calendar = calendar;
    this.access = access;
    this.texts = texts;
    this.properties = properties;
    this.transactions = transactions;
    this.clock = clock;
  }

  JobResult settle(String runId) {
    return transactions.execute(
        _ -> {
          RunRow row = runs.lock(runId).orElse(null);
          if (row == null) {
            return new JobResult.Incident("There is no run " + runId);
          }
          if (!row.state().isFinal()) {
            return new JobResult.Incident("Run " + runId + " has not ended: it is " + row.state());
          }
          Run run = row.run();
          Automation automation = automations.find(run.automationId()).orElseThrow().automation();
          if (runs.settle(runId, clock.instant()) && !run.isTrial()) {
            ledger.record(measured(run, automation));
            tellLeaders(run, automation);
          }
          return JobResult.done(outcome(run, automation));
        });
  }

  /** A trial shows that the bot works; its cases were done by hand as well, so it frees no time. */
  private GainEntry measured(Run run, Automation automation) {
    NewAutomation content = automation.content();
    long perItem = content.baselineSeconds() - content.residualSeconds();
    return new GainEntry(
        run.id(),
        GainKind.MEASURED,
        content.departmentCode(),
        content.improvementId(),
        automation.id(),
        day(run.endedAt() == null ? clock.instant() : run.endedAt()),
        run.itemsDone(),
        Math.multiplyExact(run.itemsDone(), perItem),
        0,
        automation.id(),
        texts.of(
            "gain.measured", run.itemsDone(), content.baselineSeconds(), content.residualSeconds()),
        Math.multiplyExact(run.itemsDone(), content.baselineSeconds()));
  }

  private void tellLeaders(Run run, Automation automation) {
    switch (run.state()) {
      case FAILED, REJECTED, TIMED_OUT ->
          notices.tell(
              leaders(automation.content().departmentCode()),
              new Occasion("run-ended:" + run.id(), automation.content().name()),
              texts.of(
                  "notice.failed",
                  automation.content().name(),
                  texts.of("run.state." + run.state())),
              "/runs/" + run.id());
      case REQUESTED, ACCEPTED, RUNNING, SUCCEEDED, CANCELLED, BY_HAND -> {}
    }
  }

  private Set<String> leaders(String departmentCode) {
    LocalDate today = LocalDate.now(clock);
    Set<String> leaders = new LinkedHashSet<>();
    for (Role role : List.of(Role.LEADER, Role.BACKUP_LEADER)) {
      directory.holders(role, departmentCode, today).stream()
          .map(Person::userId)
          .forEach(leaders::add);
    }
    if (leaders.isEmpty()) {
      return directory.holders(Role.DIGITAL_OFFICE, directory.digitalOfficeCode(), today).stream()
          .map(Person::userId)
          .collect(Collectors.toSet());
    }
    return leaders;
  }

  private Map<String, Object> outcome(Run run, Automation automation) {
    Map<String, Object> variables = new HashMap<>(RunStart.variables(texts, run, automation));
    variables.put("itemsDone", run.itemsDone());
    variables.put("itemsRejected", run.itemsRejected());
    variables.put("itemsNotReached", run.itemsNotReached());
    variables.put("needsHand", run.needsHand() && !run.isTrial());
    variables.put("staffGroups", List.of("staff:" + automation.content().departmentCode()));
    variables.put(
        "dueAt",
        calendar
            .plusWorkingDays(clock.instant(), properties.handworkDays())
            .atZone(clock.getZone())
            .toOffsetDateTime()
            .toString());
    return variables;
  }

  /**
   * Records what people did about what the bot left: their time counts against the gain, the cases
   * they did save nothing. A run that the bot had failed becomes BY_HAND. What somebody entered
   * whose work it is not, or nobody knows who, is not counted: the task goes back to its group.
   */
  JobResult handwork(String runId, Handwork handwork) {
    return transactions.execute(
        _ -> {
          RunRow row = runs.lock(runId).orElse(null);
          if (row == null) {
            return new JobResult.Incident("There is no run " + runId);
          }
          if (!row.state().isFinal()) {
            return new JobResult.Incident("Run " + runId + " has not ended: it is " + row.state());
          }
          NewAutomation content = content(row);
          if (!access.mayRun(handwork.by(), content.departmentCode())) {
            return JobResult.done(
                Map.of(
                    "runState",
                    row.state().name(),
                    "handworkAccepted",
                    false,
                    "notice",
                    texts.of("run.notYours", access.name(content.departmentCode()))));
          }
          Handwork counted = counted(handwork);
          if (runs.handwork(runId, counted)) {
            record(row, counted);
          }
          return JobResult.done(
              Map.of(
                  "runState",
                  runs.find(runId).orElseThrow().state().name(),
                  "handworkAccepted",
                  true,
                  "notice",
                  ""));
        });
  }

  /** A slip of the keyboard must not eat a year's gain: no item takes longer than a day. */
  private static Handwork counted(Handwork said) {
    int longest = MINUTES_OF_A_DAY * Math.clamp(said.items(), 1, MOST_DAYS);
    return new Handwork(
        said.by(), said.at(), said.items(), Math.min(said.minutes(), longest), said.note());
  }

  private NewAutomation content(RunRow row) {
    return automations.find(row.run().automationId()).orElseThrow().content();
  }

  private void record(RunRow row, Handwork handwork) {
    Run run = row.run();
    NewAutomation content = content(row);
    String detail = texts.of("run.handwork", handwork.items(), handwork.minutes());
    switch (row.state()) {
      case FAILED, REJECTED, TIMED_OUT, CANCELLED ->
          runs.move(row.state(), byHand(run), null, handwork.at(), handwork.by(), detail);
      case REQUESTED, ACCEPTED, RUNNING, SUCCEEDED, BY_HAND ->
          runs.record(run.id(), new RunEvent(handwork.at(), row.state(), handwork.by(), detail));
    }
    ledger.record(
        new GainEntry(
            run.id(),
            GainKind.HANDWORK,
            content.departmentCode(),
            content.improvementId(),
            run.automationId(),
            day(handwork.at()),
            0,
            -60L * handwork.minutes(),
            0,
            handwork.by(),
            detail));
  }

  private static Run byHand(Run run) {
    return new Run(
        run.id(),
        run.automationId(),
        run.trigger(),
        run.requestedBy(),
        RunState.BY_HAND,
        run.requestedAt(),
        run.acceptedAt(),
        run.runningAt(),
        run.endedAt(),
        run.deadline(),
        run.itemsDone(),
        run.itemsRejected(),
        run.itemsNotReached(),
        run.message(),
        run.processInstanceKey(),
        run.handwork());
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, clock.getZone());
  }
}
