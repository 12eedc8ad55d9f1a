package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DomainTest {

  @Test
  void aProposalIsReadAsPeopleTypeIt() {
    Map<String, Object> form = City.form();
    form.put("casesPerYear", "２，４００");
    form.put("minutesPerCase", " 1.5 ");
    form.put("reachesOtherDepartments", "on");
    ProposalReader.Read read = ProposalReader.read(form);
    assertThat(read.problems()).isEmpty();
    assertThat(read.draft().casesPerYear()).isEqualTo(2400);
    assertThat(read.draft().secondsPerCase()).isEqualTo(90);
    assertThat(read.draft().reachesOtherDepartments()).isTrue();
    assertThat(read.draft().plannedSeconds()).isEqualTo(2400 * 60);
  }

  @Test
  void everyWrongFieldIsNamedAtOnce() {
    assertThat(ProposalReader.read(Map.of()).problems())
        .extracting(FieldProblem::field)
        .containsExactly(
            "title",
            "departmentCode",
            "problem",
            "kindOfWork",
            "dataClass",
            "casesPerYear",
            "minutesPerCase",
            "expectedMinutesAfter");
    Map<String, Object> form = new HashMap<>(City.form());
    form.put("title", "あ".repeat(101));
    form.put("kindOfWork", "COOKING");
    form.put("casesPerYear", "1.5");
    form.put("minutesPerCase", "三分");
    form.put("expectedCostYen", -1);
    assertThat(ProposalReader.read(form).problems())
        .extracting(p -> p.field() + " " + p.code())
        .containsExactly(
            "title too-long",
            "kindOfWork unknown-choice",
            "casesPerYear not-whole",
            "minutesPerCase no-number",
            "expectedCostYen out-of-range");
  }

  @Test
  void nothingTakesLongerAfterwards() {
    Map<String, Object> form = City.form();
    form.put("expectedMinutesAfter", 4);
    assertThat(ProposalReader.read(form).problems())
        .containsExactly(FieldProblem.of("expectedMinutesAfter", "not-less"));
  }

  @Test
  void minutesAndSecondsGoBackAndForth() {
    assertThat(Proposal.minutes(90)).isEqualTo(new BigDecimal("1.5"));
    assertThat(Proposal.minutes(6000)).isEqualTo(new BigDecimal("100"));
    assertThat(Proposal.seconds(new BigDecimal("0.33"))).isEqualTo(20);
    assertThat(ProposalReader.read(City.form()).draft().variables())
        .containsEntry("minutesPerCase", new BigDecimal("3"))
        .containsEntry("expectedMinutesAfter", new BigDecimal("0.5"));
  }

  @Test
  void japaneseTextsAreComparedWithoutWords() {
    Similarity own = Similarity.of("転入届の入力を自動化する");
    assertThat(own.percentTo(Similarity.of("転入届の入力を自動化する。"))).isEqualTo(100);
    assertThat(own.percentTo(Similarity.of("転出届の入力を自動化したい"))).isBetween(40, 80);
    assertThat(own.percentTo(Similarity.of("給食費の集計"))).isLessThan(12);
    assertThat(Similarity.of("ＲＰＡ").percentTo(Similarity.of("rpa"))).isEqualTo(100);
    assertThat(Similarity.of("").percentTo(Similarity.of(""))).isZero();
  }

  @Test
  void waitsAreWorkingDaysOrDurations() {
    Instant from = City.NOW;
    City.EveryDay calendar = new City.EveryDay();
    assertThat(Wait.of("3").after(from, calendar)).isEqualTo(from.plus(Duration.ofDays(3)));
    assertThat(Wait.of("PT5S").after(from, calendar)).isEqualTo(from.plusSeconds(5));
    assertThat(Wait.of("P90D").after(from, calendar)).isEqualTo(from.plus(Duration.ofDays(90)));
    assertThatThrownBy(() -> Wait.of("soon")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void onlyLegalMovesAreMade() {
    assertThat(Stage.PROPOSED.canBecome(Stage.IN_APPROVAL)).isFalse();
    assertThat(Stage.IN_APPROVAL.canBecome(Stage.ROLLING_OUT)).isTrue();
    assertThat(Stage.ROLLING_OUT.isBeforeGoLive()).isTrue();
    assertThat(Stage.MEASURING.isBeforeGoLive()).isFalse();
    for (Stage stage : Stage.values()) {
      for (Stage next : Stage.values()) {
        assertThat(stage.isFinal() && stage.canBecome(next)).isFalse();
      }
    }
  }
}
