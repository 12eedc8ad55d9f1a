package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;

import genba.directory.Role;
import genba.improvement.ApprovalRules.Answer;
import genba.improvement.ApprovalRules.Subject;
import genba.improvement.Decision.Capacity;
import genba.improvement.Decision.Refusal;
import org.junit.jupiter.api.Test;

/**
 * Rule 6: an approval counts only when the person was allowed to decide, and never on one's own.
 */
class ApprovalRulesTest {

  private final FakeDirectory directory = new FakeDirectory();
  private final ApprovalRules rules = new ApprovalRules(directory, new Groups(directory));

  @Test
  void eachStageBelongsToItsSupervisors() {
    assertThat(judge(stage(ApprovalStage.SECTION_CHIEF), "chief-0310"))
        .isEqualTo(new Answer.Counts(Capacity.SECTION_SUPERVISOR));
    assertThat(judge(stage(ApprovalStage.BUREAU_CHIEF), "chief-03"))
        .isEqualTo(new Answer.Counts(Capacity.BUREAU_SUPERVISOR));
    assertThat(judge(stage(ApprovalStage.DIGITAL_OFFICE), "digital-0130"))
        .isEqualTo(new Answer.Counts(Capacity.DIGITAL_OFFICE));
    assertThat(judge(stage(ApprovalStage.DIGITAL_OFFICE), "chief-0130"))
        .isEqualTo(new Answer.Counts(Capacity.DIGITAL_OFFICE));
  }

  @Test
  void nobodyElseDecides() {
    for (String other : new String[] {"backup-0310", "chief-0320", "chief-03", "digital-0130"}) {
      assertThat(judge(stage(ApprovalStage.SECTION_CHIEF), other))
          .as(other)
          .isEqualTo(new Answer.Refused(Refusal.NOT_ENTITLED));
    }
    assertThat(judge(stage(ApprovalStage.SECTION_CHIEF), "nobody"))
        .isEqualTo(new Answer.Refused(Refusal.UNKNOWN_PERSON));
  }

  @Test
  void nobodyDecidesOnTheirOwnProposal() {
    Subject own =
        new Subject("0310", "chief-0310", "leader-0310", ApprovalStage.SECTION_CHIEF, false);
    assertThat(judge(own, "chief-0310")).isEqualTo(new Answer.Refused(Refusal.OWN_PROPOSAL));
    assertThat(rules.groupsOf(own, City.TODAY)).containsExactly("supervisor:03");
    assertThat(judge(own, "chief-03")).isEqualTo(new Answer.Counts(Capacity.BUREAU_SUPERVISOR));
  }

  @Test
  void nobodyDecidesOnTheirOwnPrototype() {
    Subject own =
        new Subject("0310", "staff-0310", "chief-0310", ApprovalStage.SECTION_CHIEF, false);
    assertThat(judge(own, "chief-0310")).isEqualTo(new Answer.Refused(Refusal.OWN_PROTOTYPE));
    assertThat(rules.deciders(own, City.TODAY)).containsExactly("chief-03");
  }

  @Test
  void theBureauDecidesForAVacantChief() {
    directory.leave("chief-0310");
    Subject subject = stage(ApprovalStage.SECTION_CHIEF);
    assertThat(rules.groupsOf(subject, City.TODAY)).containsExactly("supervisor:03");
    assertThat(judge(subject, "chief-03")).isEqualTo(new Answer.Counts(Capacity.BUREAU_SUPERVISOR));
    directory.leave("chief-03");
    assertThat(rules.groupsOf(subject, City.TODAY))
        .containsExactly("digital-office", "supervisor:0130");
  }

  @Test
  void aSecondSupervisorStandsIn() {
    directory.assign("deputy-0310", Role.SUPERVISOR, "0310");
    Subject own =
        new Subject("0310", "chief-0310", "leader-0310", ApprovalStage.SECTION_CHIEF, false);
    assertThat(rules.deciders(own, City.TODAY)).containsExactly("deputy-0310");
  }

  @Test
  void theNextHigherTakesOverWhatWasEscalated() {
    Subject escalated =
        new Subject("0310", "staff-0310", "leader-0310", ApprovalStage.SECTION_CHIEF, true);
    assertThat(judge(escalated, "chief-03"))
        .isEqualTo(new Answer.Counts(Capacity.BUREAU_SUPERVISOR));
    assertThat(judge(escalated, "chief-0310"))
        .isEqualTo(new Answer.Counts(Capacity.SECTION_SUPERVISOR));
    assertThat(judge(escalated, "chief-0130")).isEqualTo(new Answer.Refused(Refusal.NOT_ENTITLED));
    assertThat(rules.escalateTo(escalated, City.TODAY))
        .containsExactlyInAnyOrder("chief-03", "digital-0130");
  }

  private Answer judge(Subject subject, String person) {
    return rules.judge(subject, person, City.TODAY);
  }

  private static Subject stage(ApprovalStage stage) {
    return new Subject("0310", "staff-0310", "leader-0310", stage, false);
  }
}
