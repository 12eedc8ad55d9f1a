package genba.processes;

import static java.time.Duration.ofDays;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The stories that an improvement can live through, and at the end: that none is missing. */
@TestMethodOrder(OrderAnnotation.class)
class ImprovementLifecycleTest {

  @RegisterExtension static final InMemoryEngine engine = new InMemoryEngine();

  private static final Map<String, Object> PROPOSAL =
      Map.ofEntries(
          Map.entry("title", "住所変更の入力を自動にする"),
          Map.entry("departmentCode", "0310"),
          Map.entry("problem", "電子申請を一件ずつ打ち直している"),
          Map.entry("kindOfWork", "DATA_ENTRY"),
          Map.entry("dataClass", "PERSONAL"),
          Map.entry("casesPerYear", 2000),
          Map.entry("minutesPerCase", 6),
          Map.entry("measuredBy", "窓口係"),
          Map.entry("measuredHow", "3日間の実測"),
          Map.entry("expectedMinutesAfter", 1),
          Map.entry("expectedCostYen", 0),
          Map.entry("reachesOtherDepartments", false));
  private static final Map<String, Object> NO_FORM = Map.of();
  private static final Map<String, Object> PROTOTYPE_READY =
      Map.of(
          "prototypeComplete",
          true,
          "handInId",
          "",
          "notice",
          "",
          "costYen",
          0,
          "dataClass",
          "PERSONAL",
          "reachesOtherDepartments",
          false);

  private final ProcessStory story = engine.story();

  @Test
  void aDraftFromTasklistIsConfirmedByItsProposerAndAsksAgainWhileItIsIncomplete() {
    story.start("improvement-lifecycle", PROPOSAL);
    story
        .job("register-improvement")
        .completes(
            Map.of(
                "improvementId", "IMP-1",
                "proposalProblems", "",
                "proposerGroups", List.of("staff:0310")));
    story
        .userTask("Task_ConfirmProposal")
        .offeredTo("staff:0310")
        .about("住所変更の入力を自動にする", "/improvements/IMP-1")
        .hasDueDate()
        .completedBy("staff-0310", Map.of("title", ""));
    story
        .job("record-proposal")
        .at("Task_RecordProposal")
        .sees("completedBy", "staff-0310")
        .completes(Map.of("proposalProblems", "件名がありません"));
    story
        .userTask("Task_ConfirmProposal")
        .sees("proposalProblems", "件名がありません")
        .completedBy("staff-0310", Map.of("title", "住所変更"));
    story.job("record-proposal").sees("title", "住所変更").completes(Map.of("proposalProblems", ""));
    story.job("record-triage").at("Task_RecordTriage").sees("completedBy", "staff-0310");
    withdrawn();
  }

  @Test
  void aBotGoesLiveAfterApprovalAndTrialRunAndIsStandardised() {
    proposed();
    triaged();
    prototyped();
    approvedBySectionAndBureau();
    registered(true);
    trialEnds("SUCCEEDED");
    measured();
    decidedNext("STANDARDISE");
    story
        .passed("Task_TriageImprovement", "Task_DetermineStages", "Call_TrialRun", "Task_GoLive")
        .neverReached("Task_CheckGoLive")
        .ended("End_Standardised");
  }

  @Test
  void whatHasNoBotGoesLiveByTheLeadersCheckList() {
    proposed();
    triaged();
    prototyped();
    approvedBySectionAndBureau();
    registered(false);
    story
        .userTask("Task_CheckGoLive")
        .offeredTo("leader:0310")
        .hasDueDate()
        .completedBy("leader-0310", Map.of("manualReady", true, "ownerNamed", false));
    story
        .job("record-check-list")
        .sees("ownerNamed", false)
        .completes(Map.of("checkListComplete", false, "notice", "管理する職員が決まっていません"));
    story
        .userTask("Task_CheckGoLive")
        .sees("notice", "管理する職員が決まっていません")
        .completedBy("leader-0310", Map.of("ownerNamed", true));
    story.job("record-check-list").completes(Map.of("checkListComplete", true, "notice", ""));
    measured();
    decidedNext("RETIRE");
    story.job("retire-automation").completes();
    story.neverReached("Call_TrialRun").ended("End_Retired");
  }

  @Test
  void theDigitalOfficeNamesASupporterWhereTheSectionHasNoLeader() {
    proposed();
    story
        .job("record-triage")
        .completes(Map.of("leaderGroups", List.of(), "hasLeader", false, "triageText", "手間2 効果5"));
    story
        .userTask("Task_NameSupporter")
        .offeredTo("digital-office")
        .sees("triageText", "手間2 効果5")
        .completedBy("digital-0130", Map.of("supporterUserId", "nobody", "reason", "近い課"));
    story
        .job("record-supporter")
        .sees("completedBy", "digital-0130")
        .completes(Map.of("supporterProblem", "名簿にない職員です"));
    story
        .userTask("Task_NameSupporter")
        .sees("supporterProblem", "名簿にない職員です")
        .completedBy("digital-0130", Map.of("supporterUserId", "leader-0310"));
    story
        .job("record-supporter")
        .completes(Map.of("supporterProblem", "", "leaderGroups", List.of("user:leader-0310")));
    story.userTask("Task_BuildPrototype").offeredTo("user:leader-0310").hasDueDate();
    withdrawn();
  }

  @Test
  void withoutALinkThePrototypeComesBackToTheLeader() {
    proposed();
    triaged();
    story
        .userTask("Task_BuildPrototype")
        .offeredTo("leader:0310")
        .completedBy("leader-0310", Map.of("artefactLink", ""));
    story
        .job("record-prototype")
        .at("Task_RecordPrototype")
        .completes(Map.of("prototypeComplete", false, "notice", "リンクがありません"));
    story.userTask("Task_BuildPrototype").sees("notice", "リンクがありません");
    withdrawn();
  }

  @Test
  void aPrototypeHandedInByAProgramTakesTheTaskFromTheLeader() {
    proposed();
    triaged();
    story.userTask("Task_BuildPrototype").offeredTo("leader:0310");
    handedInByProgram();
    story
        .job("record-prototype")
        .at("Task_RecordPrototype")
        .sees("handInId", "H-1")
        .sees("completedBy", "leader-0310")
        .completes(PROTOTYPE_READY);
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    story.userTask("Task_DecideApproval").sees("handInId", "");
    withdrawn();
    story.passed("Event_PrototypeHandedIn", "Task_RecordPrototype", "Task_OpenApprovalStage");
  }

  @Test
  void aReworkHandedInByAProgramGoesOnToTheNextTrial() {
    atTrial();
    trialEnds("FAILED");
    story.job("report-failed-trial").completes(Map.of("notice", "画面が変わっていた"));
    story.userTask("Task_ReworkPrototype").offeredTo("leader:0310");
    handedInByProgram();
    story
        .job("record-prototype")
        .at("Task_RecordRework")
        .sees("handInId", "H-1")
        .completes(PROTOTYPE_READY);
    registered(true);
    trialEnds("SUCCEEDED");
    measured();
    decidedNext("STANDARDISE");
    story.passed("Event_ReworkHandedIn", "Task_RecordRework").ended("End_Standardised");
  }

  private void handedInByProgram() {
    story.message(
        "prototype-handed-in", "IMP-1", Map.of("handInId", "H-1", "completedBy", "leader-0310"));
  }

  @Test
  void theWrongPersonsApprovalIsAskedForAgain() {
    atApproval();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    decides("staff-0310", "APPROVE");
    story
        .job("verify-decision")
        .sees("completedBy", "staff-0310")
        .sees("stageIndex", 0)
        .completes(Map.of("nextStep", "AGAIN", "stageIndex", 0, "notice", "決裁権のない職員が完了しました"));
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    story.userTask("Task_DecideApproval").sees("notice", "決裁権のない職員が完了しました").sees("decision", null);
    withdrawn();
  }

  @Test
  void aSilentApproverIsRemindedThenTheSuperiorHearsOfItAndTheTaskStaysTheSame() {
    atApproval();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    var approval = story.userTask("Task_DecideApproval").hasDueDate();
    story.timePasses(ofDays(3)).job("remind-approver").at("Task_RemindApprover").completes();
    story.passed("End_Reminded");
    story.timePasses(ofDays(2)).job("escalate-approval").completes();
    story.passed("End_Escalated");
    approval.completedBy("chief-0310", Map.of("decision", "REJECT", "decisionReason", "システム更改を待つ"));
    story
        .job("verify-decision")
        .sees("decisionReason", "システム更改を待つ")
        .completes(Map.of("nextStep", "REJECTED"));
    story.passed("Gateway_NotApproved", "Event_Rejected").ended("End_Rejected");
  }

  @Test
  void anApprovalSentBackToTheProposalIsRevisedUntilCompleteAndTriagedAgain() {
    atApproval();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    decides("chief-0310", "SEND_BACK");
    story
        .job("verify-decision")
        .sees("sendBackTo", "PROPOSAL")
        .completes(Map.of("nextStep", "TO_PROPOSAL", "notice", "件数の根拠を"));
    story
        .userTask("Task_ReviseProposal")
        .offeredTo("leader:0310")
        .sees("notice", "件数の根拠を")
        .completedBy("leader-0310", Map.of("casesPerYear", 0));
    story
        .job("record-proposal")
        .at("Task_RecordRevision")
        .completes(Map.of("proposalProblems", "件数がありません"));
    story.userTask("Task_ReviseProposal").completedBy("leader-0310", Map.of("casesPerYear", 1800));
    story.job("record-proposal").completes(Map.of("proposalProblems", ""));
    triaged();
    story.userTask("Task_BuildPrototype").hasDueDate();
    withdrawn();
  }

  @Test
  void theProposerMayReviseBesidesTheLeader() {
    Map<String, Object> proposal = new HashMap<>(PROPOSAL);
    proposal.put("proposerGroups", List.of("user:staff-0310"));
    proposed(proposal);
    triaged();
    prototyped();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    decides("chief-0310", "SEND_BACK");
    story.job("verify-decision").completes(Map.of("nextStep", "TO_PROPOSAL"));
    story.userTask("Task_ReviseProposal").offeredTo("leader:0310", "user:staff-0310");
    withdrawn();
  }

  @Test
  void anApprovalSentBackToThePrototypeStartsItsStagesAnew() {
    atApproval();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    decides("chief-0310", "APPROVE");
    story.job("verify-decision").completes(Map.of("nextStep", "NEXT_STAGE", "stageIndex", 1));
    stageOpens(1, "BUREAU_CHIEF", "supervisor:03");
    decides("chief-03", "SEND_BACK");
    story.job("verify-decision").completes(Map.of("nextStep", "TO_PROTOTYPE", "stageIndex", 1));
    prototyped();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    story.userTask("Task_DecideApproval").offeredTo("supervisor:0310");
    withdrawn();
  }

  @Test
  void aFailedTrialGoesBackToTheLeaderAndNeedsNoNewApprovalWhileTheFactsStay() {
    atTrial();
    trialEnds("FAILED");
    story.job("report-failed-trial").completes(Map.of("notice", "画面が変わっていた"));
    story
        .userTask("Task_ReworkPrototype")
        .offeredTo("leader:0310")
        .sees("notice", "画面が変わっていた")
        .completedBy("leader-0310", NO_FORM);
    story
        .job("record-prototype")
        .at("Task_RecordRework")
        .completes(Map.of("prototypeComplete", false, "notice", "試行の件数がありません"));
    story.userTask("Task_ReworkPrototype").completedBy("leader-0310", NO_FORM);
    story.job("record-prototype").completes(PROTOTYPE_READY);
    registered(true);
    trialEnds("SUCCEEDED");
    measured();
    decidedNext("STANDARDISE");
    story.ended("End_Standardised");
  }

  @Test
  void aReworkThatCostsMoreIsApprovedAgain() {
    atTrial();
    trialEnds("TIMED_OUT");
    story.job("report-failed-trial").completes(Map.of("notice", "時間切れ"));
    story.userTask("Task_ReworkPrototype").completedBy("leader-0310", NO_FORM);
    Map<String, Object> dearer = new HashMap<>(PROTOTYPE_READY);
    dearer.put("costYen", 800_000);
    story.job("record-prototype").completes(dearer);
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310", "費用が50万円を超える、個人情報を扱う");
    story.userTask("Task_DecideApproval").offeredTo("supervisor:0310");
    withdrawn();
  }

  @Test
  void anImprovementIsImprovedInANewRoundFromItsPrototypeOn() {
    atTrial();
    trialEnds("SUCCEEDED");
    measured();
    decidedNext("IMPROVE");
    prototyped();
    approvedBySectionAndBureau();
    registered(true);
    trialEnds("SUCCEEDED");
    measured();
    decidedNext("STANDARDISE");
    story
        .passed("Task_RecordMeasurement", "Task_BuildPrototype", "Task_RecordMeasurement")
        .ended("End_Standardised");
  }

  @Test
  void whatWasWithdrawnWhileItsTrialEndedDoesNotGoLive() {
    atTrial();
    trialEnds("SUCCEEDED");
    story.job("go-live").throwsError("IMPROVEMENT_WITHDRAWN", Map.of());
    story.job("record-withdrawal").completes();
    story.passed("Event_WithdrawnAtGoLive").ended("End_Withdrawn");
  }

  @Test
  void aFailedTrialCanStillBeWithdrawn() {
    atTrial();
    trialEnds("FAILED");
    story.job("report-failed-trial").completes(Map.of("notice", "画面が変わっていた"));
    story.userTask("Task_ReworkPrototype").offeredTo("leader:0310");
    withdrawn();
  }

  @Test
  void whoMayNotDecideWhatComesNextLeavesTheTaskToTheLeader() {
    atTrial();
    trialEnds("SUCCEEDED");
    measured();
    story
        .userTask("Task_CommentOnGain")
        .completedBy("staff-0310", Map.of("gainComment", "不要", "nextAction", "RETIRE"));
    story
        .job("record-measurement")
        .sees("completedBy", "staff-0310")
        .completes(Map.of("measurementAccepted", false, "notice", "やり直してください"));
    story.userTask("Task_CommentOnGain").offeredTo("leader:0310").sees("notice", "やり直してください");
    story.neverReached("Gateway_NextAction");
  }

  @Test
  void whatLiesOverdueIsRemindedOfEveryWeek() {
    proposed();
    triaged();
    var prototype = story.userTask("Task_BuildPrototype");
    story.timePasses(ofDays(8)).job("remind-waiting").at("Task_RemindWaiting").completes();
    story.timePasses(ofDays(7)).job("remind-waiting").completes();
    story.passed("End_WaitingReminded", "End_WaitingReminded");
    prototype.completedBy("leader-0310", NO_FORM);
    story.job("record-prototype").completes(PROTOTYPE_READY);
    withdrawn();
  }

  @Test
  void anUnknownResultOfAnApprovalStandsStillInsteadOfGuessing() {
    atApproval();
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    decides("chief-0310", "APPROVE");
    story.job("verify-decision").completes(Map.of("nextStep", "SOMETHING_NEW"));
    story.standsStillAt("Gateway_NextStep");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyFlowIsToldInAStory() {
    engine.coverage().coversEveryFlowOf("improvement-lifecycle");
  }

  private void proposed() {
    proposed(PROPOSAL);
  }

  private void proposed(Map<String, Object> proposal) {
    Map<String, Object> variables = new HashMap<>(proposal);
    variables.put("improvementId", "IMP-1");
    story.message("improvement-proposed", "IMP-1", variables);
  }

  private void triaged() {
    story
        .job("record-triage")
        .completes(
            Map.of(
                "leaderGroups",
                List.of("leader:0310"),
                "hasLeader",
                true,
                "triageText",
                "",
                "similarText",
                ""));
  }

  private void prototyped() {
    story
        .userTask("Task_BuildPrototype")
        .completedBy("leader-0310", Map.of("artefactLink", "https://example.invalid/app"));
    story.job("record-prototype").sees("completedBy", "leader-0310").completes(PROTOTYPE_READY);
  }

  private void atApproval() {
    proposed();
    triaged();
    prototyped();
  }

  private void atTrial() {
    atApproval();
    approvedBySectionAndBureau();
    registered(true);
  }

  private void stageOpens(int index, String stage, String group) {
    stageOpens(index, stage, group, "個人情報を扱う");
  }

  private void stageOpens(int index, String stage, String group, String bureauChiefReason) {
    story
        .job("open-approval-stage")
        .sees("stageIndex", index)
        .sees(
            "approvalStages",
            List.of(
                Map.of("stage", "SECTION_CHIEF", "reason", "課の業務の改善は課長が決裁する"),
                Map.of("stage", "BUREAU_CHIEF", "reason", bureauChiefReason)))
        .completes(
            Map.of(
                "stage", stage,
                "stageName", "決裁",
                "approverGroups", List.of(group),
                "remindAt", story.in(ofDays(2)),
                "escalateAt", story.in(ofDays(4)),
                "dueAt", story.in(ofDays(3)),
                "approvalText", "要約"));
  }

  private void decides(String person, String decision) {
    story
        .userTask("Task_DecideApproval")
        .completedBy(
            person,
            decision.equals("APPROVE")
                ? Map.of("decision", decision)
                : Map.of("decision", decision, "sendBackTo", "PROPOSAL", "decisionReason", "理由"));
  }

  private void approvedBySectionAndBureau() {
    stageOpens(0, "SECTION_CHIEF", "supervisor:0310");
    decides("chief-0310", "APPROVE");
    story.job("verify-decision").completes(Map.of("nextStep", "NEXT_STAGE", "stageIndex", 1));
    stageOpens(1, "BUREAU_CHIEF", "supervisor:03");
    decides("chief-03", "APPROVE");
    story.job("verify-decision").completes(Map.of("nextStep", "APPROVED", "stageIndex", 1));
  }

  private void registered(boolean hasBot) {
    story.job("register-automation").completes(Map.of("automationId", "AUT-1", "hasBot", hasBot));
  }

  private void trialEnds(String state) {
    story.job("request-trial-run").completes(Map.of("runId", "RUN-1"));
    story
        .job("take-place")
        .completes(Map.of("placeFree", true, "turnDeadline", story.in(ofDays(1))));
    story
        .job("start-bot")
        .sees("trial", true)
        .completes(
            Map.of("runState", "RUNNING", "runDeadline", story.in(ofDays(1)), "subject", "試行"));
    story.message("run-ended", "RUN-1", Map.of());
    story
        .job("settle-run")
        .completes(Map.of("runState", state, "runMessage", "終わった", "needsHand", true));
    story.passed("Call_TrialRun").neverReached("Task_HandleByHand");
  }

  private void measured() {
    story.job("go-live").completes(Map.of("measureAt", story.in(ofDays(2))));
    story.timePasses(ofDays(3));
    story
        .job("compare-gain")
        .completes(Map.of("plannedHours", 160, "actualHours", 150, "gainText", "見込みに近い"));
  }

  private void decidedNext(String nextAction) {
    story
        .userTask("Task_CommentOnGain")
        .sees("nextAction", null)
        .sees("gainText", "見込みに近い")
        .completedBy("leader-0310", Map.of("gainComment", "順調", "nextAction", nextAction));
    story
        .job("record-measurement")
        .sees("gainComment", "順調")
        .completes(
            Map.of(
                "measurementAccepted", true, "notice", "", "nextAction", nextAction, "round", 2));
  }

  /** Withdrawal is possible wherever the story stands before it goes live. */
  private void withdrawn() {
    story.message("improvement-withdrawn", "IMP-1", Map.of());
    story.job("record-withdrawal").completes();
    story.ended("End_Withdrawn");
  }
}
