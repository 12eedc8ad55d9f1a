package genba.improvement;

import genba.automation.Automations;
import genba.automation.Automations.Automation;
import genba.automation.Automations.NewAutomation;
import genba.directory.WorkingCalendar;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainLedger;
import genba.gain.GainReport;
import genba.improvement.Event.Kind;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * From the approval to going live: the automation, its trial or the check list, the promised gain.
 */
@Service
class RolloutService {

  private final ImprovementStore improvements;
  private final PrototypeStore prototypes;
  private final Automations automations;
  private final GainLedger ledger;
  private final GainReport gains;
  private final Timeline timeline;
  private final TriageService triage;
  private final Groups groups;
  private final Notices notices;
  private final WorkingCalendar calendar;
  private final ImprovementProperties properties;
  private final Texts texts;
  private final Clock clock;

  RolloutService(
      ImprovementStore improvements,
      PrototypeStore prototypes,
      Automations automations,
      GainLedger ledger,
      GainReport gains,
      Timeline timeline,
      TriageService triage,
      Groups groups,
      Notices notices,
      WorkingCalendar calendar,
      ImprovementProperties properties,
      Texts texts,
      Clock clock) {
    this.improvements = improvements;
    this.prototypes = prototypes;
    this.automations = automations;
    this.ledger = ledger;
    this.gains = gains;
    this.timeline = timeline;
    this.triage = triage;
    this.groups = groups;
    this.notices = notices;
    this.calendar = calendar;
    this.properties = properties;
    this.texts = texts;
    this.clock = clock;
  }

  /** Registers what the latest hand-in says, and the gain that was approved. */
  @Transactional
  Automation register(String id) {
    Improvement improvement = improvements.lock(id);
    Prototype prototype =
        prototypes
            .latest(id)
            .orElseThrow(() -> new IllegalStateException("Nothing was handed in for " + id));
    Proposal proposal = improvement.proposal();
    String key = improvement.ledgerSource() + "#" + prototype.version();
    Automation automation =
        automations.register(
            key,
            new NewAutomation(
                id,
                proposal.departmentCode(),
                proposal.title(),
                improvement.tool() == null ? Tool.WITHOUT_TOOL.name() : improvement.tool().name(),
                prototype.botSystem(),
                prototype.botName(),
                proposal.dataClass(),
                proposal.secondsPerCase(),
                prototype.trialSecondsPerCase()));
    if (timeline.add(id, "register:" + key, Kind.REGISTERED, null, automation.content().name())) {
      improvements.setAutomation(id, automation.id());
      retireOthers(id, automation.id(), true);
      recordPlan(improvement, automation);
    }
    return automation;
  }

  /** A later round plans the difference, so that the sum is what is promised now. */
  private void recordPlan(Improvement improvement, Automation automation) {
    Proposal proposal = improvement.proposal();
    GainReport.ImprovementGain planned = gains.ofImprovement(improvement.id());
    String proposer = improvement.proposerId();
    ledger.record(
        new GainEntry(
            improvement.ledgerSource(),
            GainKind.PLANNED,
            proposal.departmentCode(),
            improvement.id(),
            automation.id(),
            today(),
            proposal.casesPerYear(),
            proposal.plannedSeconds() - planned.plannedSeconds(),
            0,
            proposer == null ? automation.id() : proposer,
            texts.ja(
                "text.plan-evidence",
                proposal.casesPerYear(),
                Proposal.minutes(proposal.secondsPerCase()),
                Proposal.minutes(proposal.expectedSecondsAfter()),
                improvement.round()),
            proposal.casesPerYear() * proposal.secondsPerCase()
                - planned.plannedBaselineSeconds()));
  }

  /** Asks for a run that decides on going live. Returns the run's id. */
  @Transactional
  String requestTrial(String id, long occasion) {
    Improvement improvement = improvements.lock(id);
    String runId = automations.requestTrialRun(automationOf(improvement), "trial:" + occasion);
    timeline.add(id, "trial:" + occasion, Kind.TRIAL_REQUESTED, null, runId);
    return runId;
  }

  /** Gives the failed trial back to the people who built it. Returns what their form shows. */
  @Transactional
  String reportFailedTrial(String id, String runState, String runMessage, long occasion) {
    Improvement improvement = improvements.lock(id);
    String notice = texts.ja("notice.trial-failed", runState, runMessage);
    if (timeline.add(id, "trial-failed:" + occasion, Kind.TRIAL_FAILED, null, notice)) {
      notices.tell(
          groups.members(triage.leaderGroups(improvement), today()),
          new Occasion("trial-failed:" + occasion, improvement.proposal().title()),
          improvement.proposal().title() + "：" + notice,
          improvement.path());
    }
    return notice;
  }

  /** What the leader checked where no bot can be tried. */
  record CheckList(
      boolean manualReady,
      boolean ownerNamed,
      boolean dataHandled,
      boolean staffInformed,
      String note) {
    boolean complete() {
      return manualReady && ownerNamed && dataHandled && staffInformed;
    }
  }

  /** Returns why it does not go live yet, empty where it does. */
  @Transactional
  String recordCheckList(String id, String completedBy, CheckList list, long occasion) {
    Improvement improvement = improvements.lock(id);
    String notice = "";
    if (!triage.leads(improvement, completedBy)) {
      notice = texts.ja("notice.check-not-yours", texts.idAndName(completedBy));
    } else if (!list.complete()) {
      notice = texts.ja("notice.check-incomplete");
    }
    timeline.add(
        id,
        "check:" + occasion,
        notice.isEmpty() ? Kind.CHECKED : Kind.CHECK_INCOMPLETE,
        completedBy,
        notice.isEmpty() ? list.note() : notice);
    return notice;
  }

  /**
   * Puts it to use. Returns when its gain is to be compared with the plan; empty where it was
   * withdrawn at the last moment.
   */
  @Transactional
  Optional<Instant> goLive(String id, long occasion) {
    Improvement improvement = improvements.lock(id);
    String key = "live:" + occasion;
    if (improvement.measureAt() != null && timeline.find(key)) {
      return Optional.of(improvement.measureAt());
    }
    if (improvement.stage() == Stage.WITHDRAWN) {
      return Optional.empty();
    }
    String automationId = automationOf(improvement);
    automations.goLive(automationId);
    retireOthers(id, automationId, false);
    Instant now = timeline.now();
    Instant measureAt = properties.measure().after(now, calendar);
    improvements.setLive(id, now, measureAt);
    improvements.move(improvement, Stage.MEASURING, now);
    timeline.add(id, key, Kind.WENT_LIVE, null, "");
    if (improvement.proposerId() != null) {
      notices.tell(
          List.of(improvement.proposerId()),
          new Occasion(key, improvement.proposal().title()),
          texts.ja("notice.live", improvement.proposal().title()),
          improvement.path());
    }
    return Optional.of(measureAt);
  }

  /**
   * Undoes what an approval led to: the trial's automation and the round's promised gain.
   *
   * @param evidence key of the text that says why in the ledger
   */
  @Transactional
  void takeBack(String id, String evidence) {
    Improvement improvement = improvements.lock(id);
    automations.ofImprovement(id).stream()
        .filter(a -> a.state() == Automations.State.TRIAL)
        .forEach(a -> automations.retire(a.id()));
    String plan = improvement.ledgerSource();
    gains.entriesOf(id).stream()
        .filter(row -> row.kind() == GainKind.PLANNED && row.sourceId().equals(plan))
        .forEach(row -> ledger.record(reversed(row, texts.ja(evidence))));
  }

  private GainEntry reversed(GainEntry plan, String evidence) {
    return new GainEntry(
        plan.sourceId() + ":taken-back",
        plan.kind(),
        plan.departmentCode(),
        plan.improvementId(),
        plan.automationId(),
        today(),
        -plan.items(),
        -plan.seconds(),
        -plan.yen(),
        plan.enteredBy(),
        evidence,
        -plan.baselineSeconds());
  }

  /** Retires what the new one takes the place of: what only was on trial, or at going live all. */
  private void retireOthers(String id, String automationId, boolean onlyTrials) {
    automations.ofImprovement(id).stream()
        .filter(a -> !a.id().equals(automationId) && a.state() != Automations.State.RETIRED)
        .filter(a -> !onlyTrials || a.state() == Automations.State.TRIAL)
        .forEach(a -> automations.retire(a.id()));
  }

  private static String automationOf(Improvement improvement) {
    if (improvement.automationId() == null) {
      throw new IllegalStateException("No automation is registered for " + improvement.id());
    }
    return improvement.automationId();
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
