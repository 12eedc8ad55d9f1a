package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.engine.Job;
import genba.testing.TestDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class ProposalTest {

  private final City city;

  ProposalTest(TestDatabase database) {
    city = new City(database);
  }

  @Test
  void aProposalIsRegisteredAndTheEngineTold() {
    Improvement improvement = city.proposed("staff-0310");
    assertThat(improvement.number()).isEqualTo("R8-0001");
    assertThat(city.proposed("staff-0310").number()).isEqualTo("R8-0002");
    assertThat(city.now(improvement)).isEqualTo(improvement);
    assertThat(city.published.getFirst().name()).isEqualTo("improvement-proposed");
    assertThat(city.published.getFirst().messageId()).isEqualTo(improvement.id());
    assertThat(city.published.getFirst().variables())
        .containsEntry("improvementId", improvement.id())
        .containsEntry("departmentCode", "0310")
        .containsEntry("casesPerYear", 2400)
        .containsEntry("proposerGroups", List.of("user:staff-0310"));
    assertThat(city.events(improvement)).containsExactly(Event.Kind.PROPOSED);
  }

  @Test
  void theSameKeyGivesTheSameCase() {
    Improvement first = city.proposals.propose("staff-0310", City.form(), Origin.API, "k1");
    Improvement again = city.proposals.propose("staff-0310", City.form(), Origin.API, "k1");
    assertThat(again).isEqualTo(first);
    assertThat(city.published).hasSize(1);
    assertThat(city.proposals.propose("leader-0310", City.form(), Origin.API, "k1").id())
        .isNotEqualTo(first.id());
    Map<String, Object> other = City.form();
    other.put("title", "別の提案");
    assertThatThrownBy(() -> city.proposals.propose("staff-0310", other, Origin.API, "k1"))
        .isInstanceOfSatisfying(
            NotPossible.class, e -> assertThat(e.why()).isEqualTo(NotPossible.Why.KEY_REUSED));
  }

  @Test
  void onlyTheDepartmentAndTheDigitalOfficePropose() {
    assertThatThrownBy(() -> city.proposed("staff-0320"))
        .isInstanceOfSatisfying(
            InvalidProposal.class,
            e ->
                assertThat(e.problems())
                    .extracting(FieldProblem::code)
                    .containsExactly("not-your-department"));
    assertThat(city.proposed("digital-0130").stage()).isEqualTo(Stage.PROPOSED);
    Map<String, Object> form = City.form();
    form.put("departmentCode", "9999");
    assertThatThrownBy(() -> city.proposals.propose("staff-0310", form, Origin.API, null))
        .isInstanceOfSatisfying(
            InvalidProposal.class,
            e ->
                assertThat(e.problems())
                    .extracting(FieldProblem::code)
                    .containsExactly("unknown-department"));
  }

  @Test
  void aDraftFromTasklistGetsItsProposerFromTheConfirmation() {
    Map<String, Object> form = new HashMap<>(City.form());
    form.remove("minutesPerCase");
    Job start = city.job("register-improvement", form);
    Map<String, Object> out = City.done(city.proposalWorker.register(start));
    assertThat(City.done(city.proposalWorker.register(start))).isEqualTo(out);
    assertThat(out)
        .containsEntry("proposalProblems", "- 「1件にかかる時間（分）」を入力してください。")
        .containsEntry("proposerGroups", List.of("staff:0310"));
    Improvement draft = city.improvements.find((String) out.get("improvementId")).orElseThrow();
    assertThat(draft.stage()).isEqualTo(Stage.DRAFT);
    assertThat(draft.proposerId()).isNull();

    form.put("improvementId", draft.id());
    form.put("completedBy", "staff-0310");
    assertThat(
            City.done(city.proposalWorker.record(city.job("record-proposal", form)))
                .get("proposalProblems"))
        .isNotEqualTo("");
    assertThat(city.now(draft).proposerId()).isNull();

    form.put("minutesPerCase", 3);
    form.put("completedBy", "staff-0320");
    assertThat(
            (String)
                City.done(city.proposalWorker.record(city.job("record-proposal", form)))
                    .get("proposalProblems"))
        .contains("staff-0320 山田 staff-0320さんは市民課の所属ではない");

    form.put("completedBy", "staff-0310");
    Job confirmed = city.job("record-proposal", form);
    Map<String, Object> recorded = City.done(city.proposalWorker.record(confirmed));
    assertThat(City.done(city.proposalWorker.record(confirmed))).isEqualTo(recorded);
    assertThat(recorded)
        .containsEntry("proposalProblems", "")
        .containsEntry("proposerGroups", List.of("user:staff-0310"));
    assertThat(city.now(draft).proposerId()).isEqualTo("staff-0310");
    assertThat(city.now(draft).stage()).isEqualTo(Stage.PROPOSED);
    assertThat(city.events(draft))
        .containsExactly(
            Event.Kind.DRAFTED,
            Event.Kind.PROPOSAL_INCOMPLETE,
            Event.Kind.PROPOSAL_INCOMPLETE,
            Event.Kind.PROPOSED);
  }

  @Test
  void anUnknownDepartmentGoesToTheDigitalOffice() {
    Map<String, Object> form = City.form();
    form.put("departmentCode", "");
    assertThat(City.done(city.proposalWorker.register(city.job("register-improvement", form))))
        .containsEntry("proposerGroups", List.of("digital-office"));
  }

  /** Tasklist sends null for an empty field, and shows a 0 it was given as an empty one. */
  @Test
  void noCostAndNoWorkLeftAreLegal() {
    Improvement improvement = city.proposed("staff-0310");
    Map<String, Object> form = City.form();
    form.put("expectedCostYen", null);
    form.put("expectedMinutesAfter", 0);
    form.put("improvementId", improvement.id());
    form.put("completedBy", "staff-0310");
    Map<String, Object> out =
        City.done(city.proposalWorker.record(city.job("record-proposal", form)));
    assertThat(out)
        .containsEntry("proposalProblems", "")
        .containsEntry("expectedCostYen", 0L)
        .hasEntrySatisfying(
            "expectedMinutesAfter", minutes -> assertThat(minutes).hasToString("0"));
    assertThat(city.now(improvement).proposal().expectedSecondsAfter()).isZero();
  }

  @Test
  void itsProposerOrSupervisorWithdrawsItBeforeRollout() {
    Improvement improvement = city.triaged("staff-0310");
    for (String other : new String[] {"leader-0310", "chief-0320", "digital-0130"}) {
      assertThatThrownBy(() -> city.withdrawals.withdraw(improvement.id(), other, "間違い"))
          .isInstanceOfSatisfying(
              NotPossible.class, e -> assertThat(e.why()).isEqualTo(NotPossible.Why.NOT_YOURS));
    }
    assertThat(city.withdrawals.withdraw(improvement.id(), "staff-0310", "重複").stage())
        .isEqualTo(Stage.WITHDRAWN);
    city.withdrawals.withdraw(improvement.id(), "chief-0310", "もう一度");
    assertThat(city.published).hasSize(2);
    assertThat(city.published.getLast().name()).isEqualTo("improvement-withdrawn");
    assertThat(city.published.getLast().correlationKey()).isEqualTo(improvement.id());
    assertThat(city.workList.closed).containsExactly(77L);
    City.done(
        city.proposalWorker.recordWithdrawal(
            city.job("record-withdrawal", Map.of("improvementId", improvement.id()))));
    assertThat(city.workList.closed).containsExactly(77L, 77L);
    // What the process still does before it hears of it changes nothing.
    assertThat(city.handIn(improvement, "leader-0310")).containsEntry("prototypeComplete", true);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.WITHDRAWN);
  }

  @Test
  void anotherDepartmentAdoptsWhatIsInUse() {
    Improvement parent = city.triaged("staff-0310");
    Map<String, Object> own = new HashMap<>();
    own.put("departmentCode", "0320");
    own.put("casesPerYear", 600);
    own.put("minutesPerCase", 4);
    own.put("measuredBy", "税務係");
    own.put("measuredHow", "聞取り");
    own.put("expectedMinutesAfter", 1);
    assertThatThrownBy(() -> adopt(parent, own))
        .isInstanceOfSatisfying(
            NotPossible.class, e -> assertThat(e.why()).isEqualTo(NotPossible.Why.NOT_IN_USE));

    city.handIn(parent, "leader-0310");
    city.open(parent, 0, "SECTION_CHIEF");
    city.decide(parent, 0, "chief-0310", "APPROVE");
    Map<String, String> id = Map.of("improvementId", parent.id());
    city.rolloutWorker.register(city.job("register-automation", id));
    city.rolloutWorker.goLive(city.job("go-live", id));

    Improvement child = adopt(parent, own);
    assertThat(child.parentId()).isEqualTo(parent.id());
    assertThat(child.proposal().title()).isEqualTo(parent.proposal().title());
    assertThat(child.proposal().casesPerYear()).isEqualTo(600);
    assertThat(city.improvements.childrenOf(parent.id())).containsExactly(child);
    assertThat(city.published.getLast().variables()).containsEntry("departmentCode", "0320");
    assertThat(city.notices.toldTo("leader-0310").getLast()).contains("税務課", "横展開");

    own.put("departmentCode", "0310");
    assertThatThrownBy(() -> city.proposals.adopt(parent.id(), "staff-0310", own, Origin.API, null))
        .isInstanceOfSatisfying(
            NotPossible.class, e -> assertThat(e.why()).isEqualTo(NotPossible.Why.SAME_DEPARTMENT));
    assertThatThrownBy(() -> adopt(parent, Map.of("departmentCode", "0320")))
        .isInstanceOfSatisfying(
            InvalidProposal.class,
            e ->
                assertThat(e.problems())
                    .extracting(FieldProblem::field)
                    .containsExactly("casesPerYear", "minutesPerCase", "expectedMinutesAfter"));
  }

  private Improvement adopt(Improvement parent, Map<String, ?> own) {
    return city.proposals.adopt(parent.id(), "staff-0320", own, Origin.API, null);
  }
}
