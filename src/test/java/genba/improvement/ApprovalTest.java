package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.Job;
import genba.improvement.Decision.Capacity;
import genba.improvement.Decision.Refusal;
import genba.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ApprovalTest {

  private final City city;

  ApprovalTest(TestDatabase database) {
    city = new City(database);
  }

  @Test
  void aStageOpensForItsSupervisorsWithWorkingDayDeadlines() {
    Improvement improvement = handedIn("staff-0310");
    Map<String, Object> out = city.open(improvement, 0, "SECTION_CHIEF", "BUREAU_CHIEF");
    assertThat(out)
        .containsEntry("stage", "SECTION_CHIEF")
        .containsEntry("stageName", "課長決裁")
        .containsEntry("approverGroups", List.of("supervisor:0310"))
        .containsEntry("remindAt", "2026-11-26T10:00:00+09:00")
        .containsEntry("escalateAt", "2026-11-28T10:00:00+09:00")
        .containsEntry("dueAt", "2026-11-28T10:00:00+09:00");
    assertThat((String) out.get("approvalText"))
        .contains("R8-0001", "転入届の入力を自動化する", "市民課", "2,400 件", "100 時間", "https://make");
    assertThat(city.notices.toldTo("chief-0310")).hasSize(1);
    assertThat(city.open(improvement, 0, "SECTION_CHIEF", "BUREAU_CHIEF")).isEqualTo(out);
    assertThat(city.notices.toldTo("chief-0310")).hasSize(1);
  }

  @Test
  void theWrongPersonsDecisionDoesNotCount() {
    Improvement improvement = opened("leader-0310");
    Map<String, Object> refused = city.decide(improvement, 0, "staff-0310", "APPROVE");
    assertThat(refused)
        .containsEntry("nextStep", "AGAIN")
        .containsEntry("stageIndex", 0)
        .containsEntry("notice", "staff-0310 山田 staff-0310さんには課長決裁の権限がないため、決裁をやり直してください。");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.IN_APPROVAL);
    assertThat(city.events(improvement)).endsWith(Event.Kind.DECISION_REFUSED);
    assertThat(city.approvals.decisionsOf(improvement.id()))
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.counts()).isFalse();
              assertThat(d.refusal()).isEqualTo(Refusal.NOT_ENTITLED);
            });
    assertThat(city.notices.toldTo("staff-0310")).hasSize(1);
  }

  @Test
  void aChiefsOwnProposalGoesToTheBureau() {
    Improvement improvement = handedIn("chief-0310");
    assertThat(city.open(improvement, 0, "SECTION_CHIEF"))
        .containsEntry("approverGroups", List.of("supervisor:03"))
        .containsEntry("stageName", "課長決裁（部局長が代わって決裁）");
    assertThat((String) city.decide(improvement, 0, "chief-0310", "APPROVE").get("notice"))
        .contains("自分の提案を決裁できません");
    assertThat(city.decide(improvement, 0, "chief-03", "APPROVE"))
        .containsEntry("nextStep", "APPROVED");
    assertThat(city.approvals.decisionsOf(improvement.id()).getLast().capacity())
        .isEqualTo(Capacity.BUREAU_SUPERVISOR);
  }

  @Test
  void stagesFollowEachOther() {
    Improvement improvement = handedIn("staff-0310");
    String[] stages = {"SECTION_CHIEF", "BUREAU_CHIEF", "DIGITAL_OFFICE"};
    city.open(improvement, 0, stages);
    assertThat(city.decide(improvement, 0, "chief-0310", "APPROVE"))
        .containsEntry("nextStep", "NEXT_STAGE")
        .containsEntry("stageIndex", 1)
        .containsEntry("notice", "");
    city.open(improvement, 1, stages);
    assertThat(city.decide(improvement, 1, "chief-0310", "APPROVE"))
        .containsEntry("nextStep", "AGAIN");
    assertThat(city.decide(improvement, 1, "chief-03", "APPROVE")).containsEntry("stageIndex", 2);
    city.open(improvement, 2, stages);
    assertThat(city.decide(improvement, 2, "digital-0130", "APPROVE"))
        .containsEntry("nextStep", "APPROVED")
        .containsEntry("stageIndex", 0);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.ROLLING_OUT);
  }

  @Test
  void sendingBackAndRejectingNeedAReason() {
    Improvement improvement = opened("staff-0310");
    assertThat(city.decide(improvement, 0, "chief-0310", "REJECT"))
        .containsEntry("nextStep", "AGAIN");
    assertThat(city.decide(improvement, 0, "chief-0310", "SEND_BACK"))
        .containsEntry("nextStep", "AGAIN");
    assertThat(city.decide(improvement, 0, "chief-0310", "")).containsEntry("nextStep", "AGAIN");
    Map<String, Object> noTarget =
        Map.of("stageIndex", 0, "decision", "SEND_BACK", "decisionReason", "見積りが粗い");
    assertThat(city.decide(improvement, "chief-0310", noTarget)).containsEntry("nextStep", "AGAIN");
    Map<String, Object> toProposal =
        Map.of(
            "stageIndex",
            0,
            "decision",
            "SEND_BACK",
            "sendBackTo",
            "PROPOSAL",
            "decisionReason",
            "見積りが粗い");
    Map<String, Object> out = city.decide(improvement, "chief-0310", toProposal);
    assertThat(out).containsEntry("nextStep", "TO_PROPOSAL");
    assertThat((String) out.get("notice")).contains("見積りが粗い");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROPOSED);
    assertThat(city.notices.toldTo("staff-0310").getLast()).contains("見積りが粗い");
  }

  @Test
  void aRejectionEndsIt() {
    Improvement improvement = opened("staff-0310");
    Map<String, Object> form =
        Map.of("stageIndex", 0, "decision", "REJECT", "decisionReason", "制度が変わる");
    assertThat(city.decide(improvement, "chief-0310", form)).containsEntry("nextStep", "REJECTED");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.REJECTED);
  }

  @Test
  void aRepeatedJobGetsTheSameAnswer() {
    Improvement improvement = opened("staff-0310");
    Job job =
        city.job(
            "verify-decision",
            Map.of(
                "improvementId",
                improvement.id(),
                "completedBy",
                "chief-0310",
                "decision",
                "APPROVE",
                "stageIndex",
                0));
    Map<String, Object> out = City.done(city.approvalWorker.verify(job));
    assertThat(City.done(city.approvalWorker.verify(job))).isEqualTo(out);
    assertThat(city.approvals.decisionsOf(improvement.id())).hasSize(1);
  }

  @Test
  void theSameTaskIsRemindedOnceAndThenTakenHigher() {
    Improvement improvement = opened("staff-0310");
    Map<String, Object> variables = Map.of("improvementId", improvement.id(), "stageIndex", 0);
    city.approvalWorker.remind(city.job("remind-approver", variables));
    city.approvalWorker.remind(city.job("remind-approver", variables));
    assertThat(city.notices.toldTo("chief-0310")).hasSize(2);
    assertThat(city.decide(improvement, 0, "chief-03", "APPROVE"))
        .containsEntry("nextStep", "AGAIN");
    city.approvalWorker.escalate(city.job("escalate-approval", variables));
    assertThat(city.notices.toldTo("digital-0130")).hasSize(1);
    assertThat(city.notices.toldTo("chief-03")).hasSize(2);
    assertThat(city.decide(improvement, 0, "chief-03", "APPROVE"))
        .containsEntry("nextStep", "APPROVED");
  }

  private Improvement handedIn(String proposer) {
    Improvement improvement = city.triaged(proposer);
    city.handIn(improvement, proposer.equals("leader-0310") ? "backup-0310" : "leader-0310");
    return city.now(improvement);
  }

  private Improvement opened(String proposer) {
    Improvement improvement = handedIn(proposer);
    city.open(improvement, 0, "SECTION_CHIEF");
    return improvement;
  }
}
