package genba.improvement;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the API takes and gives. */
final class ImprovementJson {

  private ImprovementJson() {}

  /**
   * The body of a proposal; it is read leniently so that every wrong field can be named at once.
   */
  @Schema(name = "Proposal")
  record Proposed(
      @Schema(example = "転入届の入力を自動化する") String title,
      @Schema(description = "Code of the department", example = "0310") String departmentCode,
      String problem,
      KindOfWork kindOfWork,
      genba.directory.DataClass dataClass,
      @Schema(example = "2400") int casesPerYear,
      @Schema(description = "Minutes that one case takes today", example = "3")
          BigDecimal minutesPerCase,
      @Nullable String measuredBy,
      @Nullable String measuredHow,
      @Schema(example = "0.5") BigDecimal expectedMinutesAfter,
      @Nullable Long expectedCostYen,
      boolean reachesOtherDepartments) {}

  /** The adopting department's own baseline; everything else is taken over where it is missing. */
  @Schema(name = "Adoption")
  record Adopted(
      String departmentCode,
      int casesPerYear,
      BigDecimal minutesPerCase,
      @Nullable String measuredBy,
      @Nullable String measuredHow,
      BigDecimal expectedMinutesAfter,
      @Nullable String title,
      @Nullable String problem,
      @Nullable Long expectedCostYen,
      @Nullable Boolean reachesOtherDepartments) {}

  @Schema(name = "Withdrawal")
  record Withdrawal(@Nullable String reason) {}

  @Schema(name = "Coded")
  record Coded(String code, String name) {}

  @Schema(name = "PersonName")
  record PersonName(String userId, String name) {}

  @Schema(name = "ImprovementSummary")
  record Summary(
      String id,
      String number,
      String title,
      Coded department,
      Coded stage,
      @Nullable PersonName proposer,
      Instant createdAt,
      Instant updatedAt) {}

  /**
   * @param page 0 is the first
   */
  @Schema(name = "ImprovementPage")
  record Page(List<Summary> items, int page, int size, long total, int pages) {}

  @Schema(name = "Term")
  record Term(String term, int points, String reason) {}

  @Schema(name = "Score")
  record ScoreJson(
      int effort,
      int benefit,
      List<Term> effortTerms,
      List<Term> benefitTerms,
      Coded tool,
      String toolReason) {}

  @Schema(name = "SimilarImprovement")
  record SimilarJson(
      String id, String number, String title, Coded department, Coded stage, int percent) {}

  /** The body of a hand-in; it is read leniently so that every wrong field can be named at once. */
  @Schema(name = "HandIn")
  record HandedIn(
      @Schema(description = "Address of what was built", example = "https://make.powerapps.com/e/1")
          String link,
      Prototype.Environment environment,
      @Schema(example = "20") int trialCases,
      @Schema(description = "What one case cost people in the trial", example = "0.5")
          BigDecimal trialMinutesPerCase,
      @Nullable String botSystem,
      @Nullable String botName,
      @Nullable String note) {}

  @Schema(name = "Prototype")
  record PrototypeJson(
      int version,
      int round,
      String link,
      Prototype.Environment environment,
      int trialCases,
      BigDecimal trialMinutesPerCase,
      @Nullable String botSystem,
      @Nullable String botName,
      String note,
      PersonName builtBy,
      Instant handedInAt) {}

  /**
   * @param counted false for an attempt of somebody who may not decide, or without a reason
   * @param refusal why it did not count
   */
  @Schema(name = "Decision")
  record DecisionJson(
      Coded stage,
      PersonName person,
      Decision.Verdict decision,
      Decision.@Nullable SendBackTo sendBackTo,
      String reason,
      boolean counted,
      Decision.@Nullable Capacity capacity,
      Decision.@Nullable Refusal refusal,
      Instant at) {}

  @Schema(name = "Event")
  record EventJson(Coded kind, @Nullable PersonName actor, String detail, Instant at) {}

  @Schema(name = "WaitingFor")
  record WaitingJson(
      String task, List<String> candidateGroups, Instant openedAt, @Nullable Instant dueAt) {}

  @Schema(name = "Improvement")
  record Detail(
      String id,
      String number,
      String title,
      Coded department,
      Coded stage,
      String problem,
      Coded kindOfWork,
      Coded dataClass,
      int casesPerYear,
      BigDecimal minutesPerCase,
      String measuredBy,
      String measuredHow,
      BigDecimal expectedMinutesAfter,
      long expectedCostYen,
      boolean reachesOtherDepartments,
      BigDecimal plannedHoursPerYear,
      @Nullable PersonName proposer,
      Origin origin,
      int round,
      @Nullable String parentId,
      List<String> adoptedBy,
      @Nullable String automationId,
      Instant createdAt,
      Instant updatedAt,
      List<WaitingJson> waitingFor,
      @Nullable ScoreJson score,
      List<SimilarJson> similar,
      List<PrototypeJson> prototypes,
      List<DecisionJson> decisions,
      List<EventJson> timeline) {}
}
