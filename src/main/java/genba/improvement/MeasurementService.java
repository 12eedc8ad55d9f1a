package genba.improvement;

import genba.automation.Automations;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainLedger;
import genba.gain.GainReport;
import genba.gain.GainReport.ImprovementGain;
import genba.improvement.Event.Kind;
import genba.improvement.Measurement.NextAction;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts what was planned beside what came of it, and keeps what the leader makes of it. */
@Service
class MeasurementService {

  private final ImprovementStore improvements;
  private final MeasurementStore measurements;
  private final GainReport gains;
  private final GainLedger ledger;
  private final Automations automations;
  private final Timeline timeline;
  private final TriageService triage;
  private final Groups groups;
  private final Notices notices;
  private final Texts texts;
  private final Clock clock;

  MeasurementService(
      ImprovementStore improvements,
      MeasurementStore measurements,
      GainReport gains,
      GainLedger ledger,
      Automations automations,
      Timeline timeline,
      TriageService triage,
      Groups groups,
      Notices notices,
      Texts texts,
      Clock clock) {
    this.improvements = improvements;
    this.measurements = measurements;
    this.gains = gains;
    this.ledger = ledger;
    this.automations = automations;
    this.timeline = timeline;
    this.triage = triage;
    this.groups = groups;
    this.notices = notices;
    this.texts = texts;
    this.clock = clock;
  }

  /** Hours planned for a year and actual since going live, and both in words. */
  record Compared(BigDecimal plannedHours, BigDecimal actualHours, String text) {}

  @Transactional
  Compared compare(String id, long occasion) {
    Improvement improvement = improvements.lock(id);
    ImprovementGain gain = gains.ofImprovement(id);
    String text = gainText(improvement, gain);
    if (timeline.add(id, "compare:" + occasion, Kind.COMPARED, null, text)) {
      notices.tell(
          groups.members(triage.leaderGroups(improvement), today()),
          new Occasion("compare:" + occasion, improvement.proposal().title()),
          texts.ja("notice.comment-wanted", improvement.proposal().title()),
          improvement.path());
    }
    return new Compared(
        Texts.hours(gain.plannedSeconds()), Texts.hours(gain.actualSeconds()), text);
  }

  private String gainText(Improvement improvement, ImprovementGain gain) {
    long share = shareOfYear(improvement, gain.plannedSeconds());
    return texts.ja(
        "text.gain",
        Texts.hours(gain.plannedSeconds()),
        Texts.personDays(gain.plannedSeconds()),
        Texts.hours(share),
        Texts.hours(gain.actualSeconds()),
        Texts.personDays(gain.actualSeconds()),
        gain.items(),
        rate(gain.actualSeconds(), share));
  }

  /** What the year's plan promises for the time since going live. */
  private long shareOfYear(Improvement improvement, long plannedSeconds) {
    Instant since = improvement.liveAt();
    if (since == null) {
      return 0;
    }
    long elapsed = Duration.between(since, clock.instant()).toSeconds();
    return BigDecimal.valueOf(plannedSeconds)
        .multiply(BigDecimal.valueOf(elapsed))
        .divide(BigDecimal.valueOf(Duration.ofDays(365).toSeconds()), 0, RoundingMode.HALF_UP)
        .longValue();
  }

  private static String rate(long actual, long planned) {
    return planned <= 0
        ? "—"
        : BigDecimal.valueOf(actual * 100)
                .divide(BigDecimal.valueOf(planned), 1, RoundingMode.HALF_UP)
            + "%";
  }

  /**
   * What was decided, and the round the case is in from now on.
   *
   * @param notice why it does not count, empty where it does
   */
  record Recorded(NextAction nextAction, int round, String notice) {
    boolean accepted() {
      return notice.isEmpty();
    }
  }

  @Transactional
  Recorded record(
      String id,
      String completedBy,
      String comment,
      NextAction nextAction,
      BigDecimal reportedMinutes,
      long occasion) {
    Improvement improvement = improvements.lock(id);
    Optional<Measurement> earlier =
        measurements.of(id).stream()
            .filter(m -> m.id().equals(String.valueOf(occasion)))
            .findFirst();
    if (earlier.isPresent()) {
      return new Recorded(earlier.get().nextAction(), improvement.round(), "");
    }
    if (!triage.leads(improvement, completedBy)) {
      String notice = texts.ja("notice.measurement-not-yours", texts.idAndName(completedBy));
      timeline.add(id, "measured:" + occasion, Kind.MEASUREMENT_REFUSED, completedBy, notice);
      return new Recorded(nextAction, improvement.round(), notice);
    }
    ImprovementGain gain = gains.ofImprovement(id);
    long reported = Math.max(0, Proposal.seconds(reportedMinutes));
    if (reported > 0) {
      report(improvement, completedBy, reported, comment);
    }
    measurements.add(
        new Measurement(
            String.valueOf(occasion),
            id,
            improvement.round(),
            gain.plannedSeconds(),
            gain.actualSeconds(),
            reported,
            comment,
            nextAction,
            completedBy,
            timeline.now()));
    timeline.add(
        id,
        "measured:" + occasion,
        Kind.MEASURED,
        completedBy,
        texts.label(nextAction) + (comment.isBlank() ? "" : "：" + comment));
    return new Recorded(nextAction, goOn(improvement, nextAction), "");
  }

  private int goOn(Improvement improvement, NextAction nextAction) {
    return switch (nextAction) {
      case STANDARDISE -> {
        improvements.move(improvement, Stage.STANDARDISED, timeline.now());
        yield improvement.round();
      }
      case IMPROVE -> {
        improvements.move(improvement, Stage.PROTOTYPING, timeline.now());
        improvements.setRound(improvement.id(), improvement.round() + 1);
        yield improvement.round() + 1;
      }
      // The stage follows when the automation is out of use.
      case RETIRE -> improvement.round();
    };
  }

  private void report(Improvement improvement, String completedBy, long seconds, String comment) {
    ledger.record(
        new GainEntry(
            improvement.ledgerSource(),
            GainKind.REPORTED,
            improvement.departmentCode(),
            improvement.id(),
            improvement.automationId(),
            today(),
            0,
            seconds,
            0,
            completedBy,
            comment.isBlank() ? texts.ja("text.report-evidence") : Columns.fit(comment, 400)));
  }

  @Transactional
  void retire(String id, long occasion) {
    Improvement improvement = improvements.lock(id);
    automations.ofImprovement(id).stream()
        .filter(a -> a.state() != Automations.State.RETIRED)
        .forEach(a -> automations.retire(a.id()));
    improvements.move(improvement, Stage.RETIRED, timeline.now());
    timeline.add(id, "retire:" + occasion, Kind.RETIRED, null, "");
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
