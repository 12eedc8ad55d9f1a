package genba.improvement;

import genba.directory.WorkingCalendar;
import genba.improvement.ApprovalRules.Answer;
import genba.improvement.ApprovalRules.Subject;
import genba.improvement.Decision.Capacity;
import genba.improvement.Decision.NextStep;
import genba.improvement.Decision.Refusal;
import genba.improvement.Decision.SendBackTo;
import genba.improvement.Decision.Verdict;
import genba.improvement.Event.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens the stages of an approval and says which decisions count. Whoever completed the task, the
 * decision is worth nothing until it was checked here.
 */
@Service
class ApprovalService {

  private final ImprovementStore improvements;
  private final PrototypeStore prototypes;
  private final ApprovalStore approvals;
  private final ApprovalRules rules;
  private final RolloutService rollout;
  private final ApprovalNotices tell;
  private final Timeline timeline;
  private final WorkingCalendar calendar;
  private final ImprovementProperties properties;
  private final Texts texts;
  private final Clock clock;

  ApprovalService(
      ImprovementStore improvements,
      PrototypeStore prototypes,
      ApprovalStore approvals,
      ApprovalRules rules,
      ApprovalNotices tell,
      Timeline timeline,
      RolloutService rollout,
      WorkingCalendar calendar,
      ImprovementProperties properties,
      Texts texts,
      Clock clock) {
    this.improvements = improvements;
    this.prototypes = prototypes;
    this.approvals = approvals;
    this.rules = rules;
    this.rollout = rollout;
    this.tell = tell;
    this.timeline = timeline;
    this.calendar = calendar;
    this.properties = properties;
    this.texts = texts;
    this.clock = clock;
  }

  /** A stage that the approval decision asked for. */
  record Wanted(ApprovalStage stage, String reason) {}

  /** An open stage, whom it waits for, and what they read. */
  record Opened(Approval approval, String name, List<String> groups, String text) {}

  /**
   * Opens a stage. Opened again after an attempt that did not count it keeps its times: a wrong
   * person's click does not put the reminder off.
   */
  @Transactional
  Opened open(String id, List<Wanted> stages, int index) {
    Improvement improvement = improvements.lock(id);
    Prototype prototype = prototype(id);
    if (index < 0 || index >= stages.size()) {
      throw new IllegalArgumentException(
          "Stage %d of %d does not exist for %s".formatted(index, stages.size(), id));
    }
    Approval approval =
        approvals
            .find(Approval.id(id, prototype.version(), index))
            .orElseGet(() -> open(improvement, prototype, stages, index));
    Subject subject = subject(improvement, prototype, approval);
    return new Opened(
        approval,
        name(approval, subject),
        rules.groupsOf(subject, today()),
        tell.summary(improvement, prototype, approval));
  }

  private Approval open(
      Improvement improvement, Prototype prototype, List<Wanted> stages, int index) {
    Instant now = timeline.now();
    Wanted wanted = stages.get(index);
    Approval approval =
        new Approval(
            Approval.id(improvement.id(), prototype.version(), index),
            improvement.id(),
            prototype.version(),
            index,
            wanted.stage(),
            wanted.reason(),
            index == stages.size() - 1,
            now,
            properties.remind().after(now, calendar),
            properties.escalate().after(now, calendar),
            null);
    approvals.open(approval);
    improvements.move(improvement, Stage.IN_APPROVAL, now);
    Subject subject = subject(improvement, prototype, approval);
    timeline.add(
        improvement.id(),
        "open:" + approval.id(),
        Kind.STAGE_OPENED,
        null,
        name(approval, subject) + "：" + wanted.reason());
    tell.wanted(improvement, approval, rules.deciders(subject, today()));
    return approval;
  }

  /** What a person did with the form. */
  record Attempt(
      int stageIndex, String personId, String decision, String sendBackTo, String reason) {}

  @Transactional
  Decision verify(String id, Attempt attempt, long occasion) {
    Improvement improvement = improvements.lock(id);
    Optional<Decision> earlier = approvals.decision(String.valueOf(occasion));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Prototype prototype = prototype(id);
    Approval approval =
        approvals
            .find(Approval.id(id, prototype.version(), attempt.stageIndex()))
            .orElseThrow(() -> new IllegalStateException("No open stage of " + id));
    Subject subject = subject(improvement, prototype, approval);
    Decision decision = decide(improvement, approval, subject, attempt, occasion);
    approvals.add(decision);
    settle(improvement, approval, decision, name(approval, subject));
    return decision;
  }

  private Decision decide(
      Improvement improvement, Approval approval, Subject subject, Attempt attempt, long occasion) {
    Verdict verdict = choice(Verdict.class, attempt.decision()).orElse(Verdict.NONE);
    SendBackTo target = choice(SendBackTo.class, attempt.sendBackTo()).orElse(null);
    Capacity capacity = null;
    Refusal refusal = null;
    switch (rules.judge(subject, attempt.personId(), today())) {
      case Answer.Counts(Capacity as) -> {
        capacity = as;
        refusal = incomplete(verdict, target, attempt.reason());
      }
      case Answer.Refused(Refusal why) -> refusal = why;
    }
    if (improvement.stage() != Stage.IN_APPROVAL) {
      refusal = Refusal.WITHDRAWN;
    }
    NextStep next = refusal == null ? next(verdict, target, approval) : NextStep.AGAIN;
    return new Decision(
        String.valueOf(occasion),
        improvement.id(),
        approval.id(),
        approval.stage(),
        improvement.round(),
        attempt.personId(),
        verdict,
        verdict == Verdict.SEND_BACK ? target : null,
        attempt.reason().strip(),
        refusal == null ? capacity : null,
        refusal,
        next,
        nextIndex(next, attempt.stageIndex()),
        tell.notice(attempt, verdict, refusal, name(approval, subject)),
        timeline.now());
  }

  private static @Nullable Refusal incomplete(
      Verdict verdict, @Nullable SendBackTo target, String reason) {
    return switch (verdict) {
      case NONE -> Refusal.NO_DECISION;
      case APPROVE -> null;
      case REJECT -> reason.isBlank() ? Refusal.NO_REASON : null;
      case SEND_BACK -> {
        if (reason.isBlank()) {
          yield Refusal.NO_REASON;
        }
        yield target == null ? Refusal.NO_TARGET : null;
      }
    };
  }

  private static NextStep next(Verdict verdict, @Nullable SendBackTo target, Approval approval) {
    return switch (verdict) {
      case APPROVE -> approval.last() ? NextStep.APPROVED : NextStep.NEXT_STAGE;
      case REJECT -> NextStep.REJECTED;
      case SEND_BACK ->
          target == SendBackTo.PROPOSAL ? NextStep.TO_PROPOSAL : NextStep.TO_PROTOTYPE;
      case NONE -> NextStep.AGAIN;
    };
  }

  private static int nextIndex(NextStep next, int index) {
    return switch (next) {
      case AGAIN -> index;
      case NEXT_STAGE -> index + 1;
      case APPROVED, TO_PROPOSAL, TO_PROTOTYPE, REJECTED -> 0;
    };
  }

  private void settle(
      Improvement improvement, Approval approval, Decision decision, String stageName) {
    Stage stage =
        switch (decision.nextStep()) {
          case AGAIN, NEXT_STAGE -> improvement.stage();
          case APPROVED -> Stage.ROLLING_OUT;
          case TO_PROPOSAL -> Stage.PROPOSED;
          case TO_PROTOTYPE -> Stage.PROTOTYPING;
          // An improvement of what is in use already: that stays in use.
          case REJECTED -> improvement.round() > 1 ? Stage.STANDARDISED : Stage.REJECTED;
        };
    improvements.move(improvement, stage, timeline.now());
    if (decision.nextStep() == NextStep.REJECTED) {
      // Approved once, failed in its trial, and refused when it was asked for again.
      rollout.takeBack(improvement.id(), "text.rejected-evidence");
    }
    Kind kind =
        switch (decision.nextStep()) {
          case AGAIN -> Kind.DECISION_REFUSED;
          case NEXT_STAGE, APPROVED -> Kind.APPROVED;
          case TO_PROPOSAL, TO_PROTOTYPE -> Kind.SENT_BACK;
          case REJECTED -> Kind.REJECTED;
        };
    String detail =
        decision.counts()
            ? stageName + (decision.reason().isEmpty() ? "" : "：" + decision.reason())
            : decision.notice();
    timeline.add(improvement.id(), "decision:" + decision.id(), kind, decision.personId(), detail);
    tell.decided(improvement, decision, stageName);
  }

  /** Reminds the people who may decide of the same task; once, however often the stage reopens. */
  @Transactional
  void remind(String id, int stageIndex) {
    Improvement improvement = improvements.lock(id);
    Prototype prototype = prototype(id);
    Optional<Approval> open = approvals.find(Approval.id(id, prototype.version(), stageIndex));
    if (open.isEmpty() || improvement.stage() != Stage.IN_APPROVAL) {
      return;
    }
    Subject subject = subject(improvement, prototype, open.get());
    if (timeline.add(
        id, "remind:" + open.get().id(), Kind.REMINDED, null, name(open.get(), subject))) {
      tell.remind(improvement, open.get(), rules.deciders(subject, today()));
    }
  }

  /** Takes an unanswered stage to the next higher supervisor, who may decide it from now on. */
  @Transactional
  void escalate(String id, int stageIndex) {
    Improvement improvement = improvements.lock(id);
    Prototype prototype = prototype(id);
    Optional<Approval> open = approvals.find(Approval.id(id, prototype.version(), stageIndex));
    if (open.isEmpty() || improvement.stage() != Stage.IN_APPROVAL) {
      return;
    }
    Subject subject = subject(improvement, prototype, open.get());
    if (timeline.add(
        id, "escalate:" + open.get().id(), Kind.ESCALATED, null, name(open.get(), subject))) {
      approvals.markEscalated(open.get().id(), timeline.now());
      tell.escalate(
          improvement, open.get(), name(open.get(), subject), rules.escalateTo(subject, today()));
    }
  }

  private Prototype prototype(String id) {
    return prototypes
        .latest(id)
        .orElseThrow(() -> new IllegalStateException("Nothing was handed in for " + id));
  }

  private static Subject subject(Improvement improvement, Prototype prototype, Approval approval) {
    return new Subject(
        improvement.departmentCode(),
        improvement.proposerId(),
        prototype.builtBy(),
        approval.stage(),
        approval.isEscalated());
  }

  private String name(Approval approval, Subject subject) {
    Capacity level = rules.decidingLevel(subject, today());
    String name = texts.label(approval.stage());
    return level.ordinal() == approval.stage().ordinal()
        ? name
        : texts.ja("text.stage-raised", name, texts.label(level));
  }

  private static <E extends Enum<E>> Optional<E> choice(Class<E> type, String name) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
