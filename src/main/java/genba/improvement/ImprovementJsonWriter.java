package genba.improvement;

import genba.improvement.ImprovementJson.Coded;
import genba.improvement.ImprovementJson.DecisionJson;
import genba.improvement.ImprovementJson.Detail;
import genba.improvement.ImprovementJson.EventJson;
import genba.improvement.ImprovementJson.PersonName;
import genba.improvement.ImprovementJson.PrototypeJson;
import genba.improvement.ImprovementJson.ScoreJson;
import genba.improvement.ImprovementJson.SimilarJson;
import genba.improvement.ImprovementJson.Term;
import genba.improvement.ImprovementJson.WaitingJson;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says in the API's words, and the caller's language, what is known of a case. */
@Component
class ImprovementJsonWriter {

  private final Texts texts;
  private final Clock clock;

  ImprovementJsonWriter(Texts texts, Clock clock) {
    this.texts = texts;
    this.clock = clock;
  }

  ImprovementJson.Page page(ImprovementSearch.Page page, Locale locale) {
    return new ImprovementJson.Page(
        page.items().stream().map(i -> summary(i, locale)).toList(),
        page.page(),
        page.size(),
        page.total(),
        page.pages());
  }

  private ImprovementJson.Summary summary(Improvements.Summary item, Locale locale) {
    return new ImprovementJson.Summary(
        item.id(),
        item.number(),
        item.title(),
        department(item.departmentCode()),
        coded(item.stage(), locale),
        person(item.proposerId()),
        item.createdAt(),
        item.updatedAt());
  }

  Detail detail(CaseFile file, Locale locale) {
    Improvement improvement = file.improvement();
    Proposal proposal = improvement.proposal();
    return new Detail(
        improvement.id(),
        improvement.number(),
        proposal.title(),
        department(proposal.departmentCode()),
        coded(improvement.stage(), locale),
        proposal.problem(),
        coded(proposal.kindOfWork(), locale),
        coded(proposal.dataClass(), locale),
        proposal.casesPerYear(),
        Proposal.minutes(proposal.secondsPerCase()),
        proposal.measuredBy(),
        proposal.measuredHow(),
        Proposal.minutes(proposal.expectedSecondsAfter()),
        proposal.expectedCostYen(),
        proposal.reachesOtherDepartments(),
        Texts.hours(proposal.plannedSeconds()),
        person(improvement.proposerId()),
        improvement.origin(),
        improvement.round(),
        improvement.parentId(),
        file.children().stream().map(Improvement::id).toList(),
        improvement.automationId(),
        improvement.createdAt(),
        improvement.updatedAt(),
        file.waiting().stream()
            .map(
                w ->
                    new WaitingJson(
                        w.label().replace("\n", ""), w.candidateGroups(), w.openedAt(), w.dueAt()))
            .toList(),
        score(file.score(), locale),
        file.similar().stream().map(s -> similar(s, locale)).toList(),
        file.prototypes().stream().map(this::prototype).toList(),
        file.decisions().stream().map(d -> decision(d, locale)).toList(),
        file.timeline().stream()
            .map(
                e ->
                    new EventJson(coded(e.kind(), locale), person(e.actorId()), e.detail(), e.at()))
            .toList());
  }

  private @Nullable ScoreJson score(@Nullable Score score, Locale locale) {
    return score == null
        ? null
        : new ScoreJson(
            score.effort(),
            score.benefit(),
            terms(score.effortTerms()),
            terms(score.benefitTerms()),
            coded(score.tool(), locale),
            score.toolReason());
  }

  private static List<Term> terms(List<Score.Term> terms) {
    return terms.stream().map(t -> new Term(t.term(), t.points(), t.reason())).toList();
  }

  private SimilarJson similar(Similar similar, Locale locale) {
    Improvement other = similar.improvement();
    return new SimilarJson(
        other.id(),
        other.number(),
        other.proposal().title(),
        department(other.departmentCode()),
        coded(other.stage(), locale),
        similar.percent());
  }

  PrototypeJson prototype(Prototype prototype) {
    return new PrototypeJson(
        prototype.version(),
        prototype.round(),
        prototype.link(),
        prototype.environment(),
        prototype.trialCases(),
        Proposal.minutes(prototype.trialSecondsPerCase()),
        prototype.botSystem(),
        prototype.botName(),
        prototype.note(),
        new PersonName(prototype.builtBy(), texts.name(prototype.builtBy())),
        prototype.handedInAt());
  }

  private DecisionJson decision(Decision decision, Locale locale) {
    return new DecisionJson(
        coded(decision.stage(), locale),
        new PersonName(decision.personId(), texts.name(decision.personId())),
        decision.verdict(),
        decision.sendBackTo(),
        decision.reason(),
        decision.counts(),
        decision.capacity(),
        decision.refusal(),
        decision.at());
  }

  private Coded coded(Enum<?> value, Locale locale) {
    return new Coded(value.name(), texts.label(locale, value));
  }

  private Coded department(String code) {
    return new Coded(code, texts.department(code, LocalDate.now(clock)));
  }

  private @Nullable PersonName person(@Nullable String userId) {
    return userId == null ? null : new PersonName(userId, texts.name(userId));
  }
}
