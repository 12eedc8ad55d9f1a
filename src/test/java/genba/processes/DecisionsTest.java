package genba.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the decision tables decide, and that they answer whatever is missing. */
@TestMethodOrder(OrderAnnotation.class)
class DecisionsTest {

  @RegisterExtension static final InMemoryEngine engine = new InMemoryEngine();

  @Test
  void effortGrowsWithTheKindOfWorkAndItsDataAndItsCostAndItsReach() {
    assertThat(effortOf("AGGREGATION", "PUBLIC", 0, false)).containsExactly("集計 1");
    assertThat(effortOf("NOTIFICATION", "INTERNAL", 1, false)).containsExactly("通知 1", "費用 1");
    assertThat(effortOf("DATA_ENTRY", "PERSONAL", 500_000, false))
        .containsExactly("入力作業 2", "個人情報 2", "費用 1");
    assertThat(effortOf("APPLICATION_INTAKE", "SENSITIVE", 500_001, false))
        .containsExactly("申請受付 3", "要配慮個人情報 3", "大きな費用 3");
    assertThat(effortOf("DOCUMENT_READING", "SPECIFIC_PERSONAL", 0, true))
        .containsExactly("書類の読取り 4", "特定個人情報 5", "他課との調整 3");
    assertThat(effortOf("APPROVAL_FLOW", "PUBLIC", null, null)).containsExactly("承認の流れ 3");
    assertThat(effortOf("OTHER", "PUBLIC", null, false)).containsExactly("その他の仕事 2");
    assertThat(effortOf(null, null, null, null)).containsExactly("仕事の種類が未記入 2", "データ区分が未記入 2");
    assertThat(effortOf("UNHEARD_OF", "UNHEARD_OF", null, null))
        .containsExactly("仕事の種類が未記入 2", "データ区分が未記入 2");
  }

  @Test
  void benefitIsTheTimeSavedInAYearAndWhatElseItBrings() {
    assertThat(benefitOf(600, 6, 5)).containsExactly("削減時間 1"); // 10 hours
    assertThat(benefitOf(600, 6, 1)).containsExactly("削減時間 3", "削減率 2"); // 50 hours
    assertThat(benefitOf(2400, 10, 5)).containsExactly("削減時間 5", "削減率 1"); // 200 hours
    assertThat(benefitOf(6000, 11, 1)).containsExactly("削減時間 8", "削減率 2", "件数 1"); // 1000 hours
    assertThat(benefitOf(600, 6, 6)).containsExactly("削減時間 0");
    assertThat(benefitOf(600, 6, 9)).containsExactly("削減時間 0");
  }

  @Test
  void aBaselineOfNothingCountsForNothingInsteadOfDividingByIt() {
    assertThat(benefitOf(0, 6, 1)).containsExactly("削減時間 0");
    assertThat(benefitOf(600, 0, 0)).containsExactly("削減時間 0");
    assertThat(benefitOf(null, null, null)).containsExactly("削減時間 0");
    assertThat(benefitOf(600, 6, null)).containsExactly("削減時間 0");
  }

  @Test
  void citizensAndOtherSectionsAddToTheBenefitAndAnUnmeasuredBaselineTakesFromIt() {
    assertThat(
            terms(
                "benefitTerms",
                triage(with("kindOfWork", "APPLICATION_INTAKE", "reachesOtherDepartments", true))))
        .containsExactly("削減時間 0", "市民の利便 2", "横展開 2", "現状の測り方 -1");
    assertThat(terms("benefitTerms", triage(with("measuredHow", ""))))
        .containsExactly("削減時間 0", "現状の測り方 -1");
  }

  @Test
  void theSumsAreThoseOfTheTermsAndEveryTermSaysWhy() {
    Map<String, Object> triage =
        triage(
            with(
                "kindOfWork",
                "DATA_ENTRY",
                "dataClass",
                "PERSONAL",
                "casesPerYear",
                2000,
                "minutesPerCase",
                6,
                "expectedMinutesAfter",
                1,
                "measuredHow",
                "実測"));
    assertThat(triage).containsEntry("effortScore", 4).containsEntry("benefitScore", 5);
    assertThat(triage)
        .containsOnlyKeys(
            "effortScore", "benefitScore", "effortTerms", "benefitTerms", "tool", "toolReason");
    for (String list : List.of("effortTerms", "benefitTerms")) {
      assertThat(maps(triage.get(list)))
          .allSatisfy(term -> assertThat((String) term.get("reason")).isNotBlank());
    }
  }

  @Test
  void theToolFollowsTheKindOfWork() {
    assertThat(toolFor("DATA_ENTRY", "PERSONAL")).isEqualTo("RPA");
    assertThat(toolFor("APPLICATION_INTAKE", "PERSONAL")).isEqualTo("E_APPLICATION");
    assertThat(toolFor("APPROVAL_FLOW", "INTERNAL")).isEqualTo("POWER_AUTOMATE");
    assertThat(toolFor("NOTIFICATION", "INTERNAL")).isEqualTo("POWER_AUTOMATE");
    assertThat(toolFor("AGGREGATION", "PUBLIC")).isEqualTo("POWER_BI");
    assertThat(toolFor("DOCUMENT_READING", null)).isEqualTo("AI_OCR");
    assertThat(toolFor("OTHER", "INTERNAL")).isEqualTo("POWER_APPS");
    assertThat(toolFor(null, null)).isEqualTo("WITHOUT_TOOL");
  }

  @Test
  void individualNumbersStayOutOfCloudTools() {
    assertThat(toolFor("DATA_ENTRY", "SPECIFIC_PERSONAL")).isEqualTo("RPA");
    assertThat(toolFor("APPLICATION_INTAKE", "SPECIFIC_PERSONAL")).isEqualTo("E_APPLICATION");
    assertThat(toolFor("DOCUMENT_READING", "SPECIFIC_PERSONAL")).isEqualTo("AI_OCR");
    assertThat(toolFor("OTHER", "SPECIFIC_PERSONAL")).isEqualTo("WITHOUT_TOOL");
    assertThat(toolFor("AGGREGATION", "SPECIFIC_PERSONAL")).isEqualTo("WITHOUT_TOOL");
  }

  @Test
  void whatSavesNoTimeNeedsNoTool() {
    assertThat(
            triage(
                with(
                    "kindOfWork", "DATA_ENTRY",
                    "casesPerYear", 100,
                    "minutesPerCase", 5,
                    "expectedMinutesAfter", 5)))
        .containsEntry("tool", "WITHOUT_TOOL");
  }

  @Test
  void theSectionChiefAlwaysDecidesAndHigherStagesFollowInOrderOnceEach() {
    assertThat(stages(0, "PUBLIC", false)).containsExactly("SECTION_CHIEF");
    assertThat(stages(500_000, "INTERNAL", false)).containsExactly("SECTION_CHIEF");
    assertThat(stages(500_001, "INTERNAL", false)).containsExactly("SECTION_CHIEF", "BUREAU_CHIEF");
    assertThat(stages(0, "PERSONAL", false)).containsExactly("SECTION_CHIEF", "BUREAU_CHIEF");
    assertThat(stages(0, "SENSITIVE", false)).containsExactly("SECTION_CHIEF", "BUREAU_CHIEF");
    assertThat(stages(0, "PUBLIC", true)).containsExactly("SECTION_CHIEF", "DIGITAL_OFFICE");
    assertThat(stages(900_000, "SPECIFIC_PERSONAL", true))
        .containsExactly("SECTION_CHIEF", "BUREAU_CHIEF", "DIGITAL_OFFICE");
  }

  @Test
  void whatIsNotFilledInIsTakenForPersonalData() {
    assertThat(stages(null, null, null)).containsExactly("SECTION_CHIEF", "BUREAU_CHIEF");
  }

  @Test
  void aStageNamesAllItsReasons() {
    assertThat(maps(decide("approval-stages", with("costYen", 900_000, "dataClass", "PERSONAL"))))
        .last()
        .isEqualTo(Map.of("stage", "BUREAU_CHIEF", "reason", "費用が50万円を超える、個人情報を扱う"));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyRuleIsTried() {
    engine.coverage().coversEveryRuleOf("improvement-triage");
    engine.coverage().coversEveryRuleOf("approval-stages");
  }

  private static List<String> effortOf(
      @Nullable String kindOfWork,
      @Nullable String dataClass,
      @Nullable Integer costYen,
      @Nullable Boolean reachesOthers) {
    return terms(
        "effortTerms",
        triage(
            with(
                "kindOfWork", kindOfWork,
                "dataClass", dataClass,
                "expectedCostYen", costYen,
                "reachesOtherDepartments", reachesOthers)));
  }

  private static List<String> benefitOf(
      @Nullable Integer cases, @Nullable Integer minutes, @Nullable Integer minutesAfter) {
    return terms(
        "benefitTerms",
        triage(
            with(
                "casesPerYear", cases,
                "minutesPerCase", minutes,
                "expectedMinutesAfter", minutesAfter,
                "measuredHow", "実測")));
  }

  private static Object toolFor(@Nullable String kindOfWork, @Nullable String dataClass) {
    return triage(with("kindOfWork", kindOfWork, "dataClass", dataClass)).get("tool");
  }

  private static List<Object> stages(
      @Nullable Integer costYen, @Nullable String dataClass, @Nullable Boolean reachesOthers) {
    return maps(
            decide(
                "approval-stages",
                with(
                    "costYen", costYen,
                    "dataClass", dataClass,
                    "reachesOtherDepartments", reachesOthers)))
        .stream()
        .map(stage -> stage.get("stage"))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> triage(Map<String, Object> variables) {
    return (Map<String, Object>) decide("improvement-triage", variables);
  }

  private static List<String> terms(String list, Map<String, Object> triage) {
    return maps(triage.get(list)).stream()
        .map(term -> term.get("term") + " " + term.get("points"))
        .toList();
  }

  private static Object decide(String decisionId, Map<String, Object> variables) {
    var answer =
        engine
            .client()
            .newEvaluateDecisionCommand()
            .decisionId(decisionId)
            .variables(variables)
            .send()
            .join();
    assertThat(answer.getFailureMessage()).isNullOrEmpty();
    return engine
        .client()
        .getConfiguration()
        .getJsonMapper()
        .fromJson(answer.getDecisionOutput(), Object.class);
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Object list) {
    return (List<Map<String, Object>>) list;
  }

  private static Map<String, Object> with(@Nullable Object... namesAndValues) {
    Map<String, Object> variables = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return variables;
  }
}
