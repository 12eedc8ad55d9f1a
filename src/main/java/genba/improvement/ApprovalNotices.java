package genba.improvement;

import genba.improvement.ApprovalService.Attempt;
import genba.improvement.Decision.NextStep;
import genba.improvement.Decision.Refusal;
import genba.improvement.Decision.Verdict;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people read around an approval: the form's summary, and who hears of what. */
@Component
class ApprovalNotices {

  private final Notices notices;
  private final TriageService triage;
  private final Groups groups;
  private final Texts texts;
  private final Clock clock;

  ApprovalNotices(Notices notices, TriageService triage, Groups groups, Texts texts, Clock clock) {
    this.notices = notices;
    this.triage = triage;
    this.groups = groups;
    this.texts = texts;
    this.clock = clock;
  }

  /** All that is needed to decide, in the form. */
  String summary(Improvement improvement, Prototype prototype, Approval approval) {
    Proposal proposal = improvement.proposal();
    long afterTrial =
        proposal.casesPerYear() * (proposal.secondsPerCase() - prototype.trialSecondsPerCase());
    return texts.ja(
        "text.approval",
        improvement.number(),
        proposal.title(),
        texts.department(proposal.departmentCode(), today()),
        texts.name(improvement.proposerId()),
        proposal.problem(),
        proposal.casesPerYear(),
        Proposal.minutes(proposal.secondsPerCase()),
        Proposal.minutes(proposal.expectedSecondsAfter()),
        Texts.hours(proposal.plannedSeconds()),
        prototype.trialCases(),
        Proposal.minutes(prototype.trialSecondsPerCase()),
        Texts.hours(afterTrial),
        proposal.expectedCostYen(),
        texts.label(proposal.dataClass()),
        prototype.link(),
        texts.name(prototype.builtBy()),
        approval.reason());
  }

  /** What the next people at the task read: why it is there again, or why it was sent back. */
  String notice(Attempt attempt, Verdict verdict, @Nullable Refusal refusal, String stageName) {
    String person = texts.idAndName(attempt.personId());
    if (refusal != null) {
      return texts.ja("notice.refused." + refusal.name(), person, stageName);
    }
    return switch (verdict) {
      case SEND_BACK -> texts.ja("notice.sent-back", stageName, person, attempt.reason().strip());
      case REJECT -> texts.ja("notice.rejected", stageName, person, attempt.reason().strip());
      case APPROVE, NONE -> "";
    };
  }

  void wanted(Improvement improvement, Approval approval, List<String> deciders) {
    notices.tell(
        deciders,
        new Occasion("decide:" + approval.id(), improvement.proposal().title()),
        texts.ja(
            "notice.decision-wanted",
            texts.label(approval.stage()),
            improvement.proposal().title()),
        improvement.path());
  }

  void remind(Improvement improvement, Approval approval, List<String> deciders) {
    notices.tell(
        deciders,
        new Occasion("remind:" + approval.id(), improvement.proposal().title()),
        texts.ja("notice.remind", texts.label(approval.stage()), improvement.proposal().title()),
        improvement.path());
  }

  void escalate(Improvement improvement, Approval approval, String stageName, List<String> people) {
    notices.tell(
        people,
        new Occasion("escalate:" + approval.id(), improvement.proposal().title()),
        texts.ja("notice.escalate", stageName, improvement.proposal().title()),
        improvement.path());
  }

  /** Tells the person whose attempt did not count, or the proposer and the leader what came out. */
  void decided(Improvement improvement, Decision decision, String stageName) {
    String title = improvement.proposal().title();
    if (decision.nextStep() == NextStep.AGAIN) {
      notices.tell(
          List.of(decision.personId()),
          new Occasion("decision:" + decision.id(), title),
          decision.notice(),
          improvement.path());
      return;
    }
    String text =
        switch (decision.nextStep()) {
          case NEXT_STAGE, AGAIN -> texts.ja("notice.stage-approved", title, stageName);
          case APPROVED -> texts.ja("notice.approved", title);
          case TO_PROPOSAL, TO_PROTOTYPE -> title + "：" + decision.notice();
          case REJECTED -> title + "：" + decision.notice();
        };
    Set<String> people =
        new LinkedHashSet<>(groups.members(triage.leaderGroups(improvement), today()));
    if (improvement.proposerId() != null) {
      people.add(improvement.proposerId());
    }
    notices.tell(
        people, new Occasion("decision:" + decision.id(), title), text, improvement.path());
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }
}
