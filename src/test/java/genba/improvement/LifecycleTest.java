package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.automation.Automations;
import genba.engine.Job;
import genba.engine.JobResult;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.testing.TestDatabase;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class LifecycleTest {

  private final City city;

  LifecycleTest(TestDatabase database) {
    city = new City(database);
  }

  @Test
  void theScoreIsKeptWithItsReasonsAndSimilarOnesAreFound() {
    Improvement earlier = city.proposed("staff-0310");
    Improvement improvement = city.proposed("staff-0310");
    Job job =
        city.job(
            "record-triage", Map.of("improvementId", improvement.id(), "triage", City.score()));
    Map<String, Object> out = City.done(city.triageWorker.record(job));
    assertThat(City.done(city.triageWorker.record(job))).isEqualTo(out);
    assertThat(out)
        .containsEntry("leaderGroups", List.of("leader:0310"))
        .containsEntry("hasLeader", true);
    assertThat((String) out.get("similarText")).contains(earlier.number(), "市民課", "100%");
    assertThat((String) out.get("triageText")).contains("RPA", "年100時間を超える");
    Score score = city.scores.latest(improvement.id()).orElseThrow();
    assertThat(score.benefit()).isEqualTo(5);
    assertThat(score.effortTerms()).containsExactly(new Score.Term("入力作業", 2, "手順が決まっている"));
    assertThat(city.scores.similarTo(improvement.id()))
        .extracting(s -> s.improvement().id())
        .containsExactly(earlier.id());
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROTOTYPING);
    assertThat(city.now(improvement).processInstanceKey()).isEqualTo(77);
    assertThat(city.notices.toldTo("leader-0310")).hasSize(1);
  }

  @Test
  void theDigitalOfficeNamesASupporterWhereThereIsNoLeader() {
    Map<String, Object> form = City.form();
    form.put("departmentCode", "0320");
    Improvement improvement = city.proposals.propose("staff-0320", form, Origin.API, null);
    Map<String, Object> out =
        City.done(
            city.triageWorker.record(
                city.job(
                    "record-triage",
                    Map.of("improvementId", improvement.id(), "triage", City.score()))));
    assertThat(out).containsEntry("hasLeader", false);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.TRIAGED);

    assertThat(support(improvement, "staff-0310", "leader-0310").get("supporterProblem"))
        .isNotEqualTo("");
    assertThat((String) support(improvement, "digital-0130", "x").get("supporterProblem"))
        .contains("「x」は名簿にありません");
    assertThat(support(improvement, "digital-0130", "leader-0310"))
        .containsEntry("leaderGroups", List.of("user:leader-0310"))
        .containsEntry("supporterProblem", "");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROTOTYPING);
    assertThat(city.handIn(improvement, "leader-0310")).containsEntry("prototypeComplete", true);
  }

  private Map<String, Object> support(Improvement improvement, String by, String supporter) {
    return City.done(
        city.triageWorker.recordSupporter(
            city.job(
                "record-supporter",
                Map.of(
                    "improvementId",
                    improvement.id(),
                    "completedBy",
                    by,
                    "supporterUserId",
                    supporter,
                    "reason",
                    "経験者"))));
  }

  @Test
  void withoutALinkThereIsNoApproval() {
    Improvement improvement = city.triaged("staff-0310");
    Map<String, Object> form = City.handInForm(improvement, "leader-0310");
    form.put("artefactLink", "共有フォルダ");
    form.put("trialCases", 0);
    form.remove("trialMinutesPerCase");
    form.put("artefactEnvironment", "");
    form.put("botName", "");
    Map<String, Object> out =
        City.done(city.prototypeWorker.record(city.job("record-prototype", form)));
    assertThat(out).containsEntry("prototypeComplete", false);
    assertThat((String) out.get("notice")).contains("リンク", "件数", "時間", "環境", "ロボットの名前");
    assertThat((String) city.handIn(improvement, "staff-0310").get("notice")).contains("推進リーダー");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROTOTYPING);

    Job good = city.job("record-prototype", City.handInForm(improvement, "backup-0310"));
    Map<String, Object> handedIn = City.done(city.prototypeWorker.record(good));
    assertThat(City.done(city.prototypeWorker.record(good))).isEqualTo(handedIn);
    assertThat(handedIn)
        .containsEntry("prototypeComplete", true)
        .containsEntry("notice", "")
        .containsEntry("dataClass", "INTERNAL")
        .containsEntry("costYen", 0L);
    assertThat(city.prototypes.of(improvement.id()))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.builtBy()).isEqualTo("backup-0310");
              assertThat(p.trialSecondsPerCase()).isEqualTo(30);
            });
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.IN_APPROVAL);
  }

  @Test
  void aPrototypeThatLeavesNoWorkIsComplete() {
    Improvement improvement = city.triaged("staff-0310");
    Map<String, Object> form = City.handInForm(improvement, "leader-0310");
    form.put("trialMinutesPerCase", 0);
    assertThat(City.done(city.prototypeWorker.record(city.job("record-prototype", form))))
        .containsEntry("prototypeComplete", true);
  }

  @Test
  void aProgramsHandInCountsWhereItsProcessHearsOfItUnlessItWasSentBackSince() {
    Improvement improvement = city.triaged("staff-0310");
    city.improvements.attach(improvement.id(), 77);
    city.workList.open.add(City.item("Task_BuildPrototype"));
    HandIn handIn = new HandIn("https://apps.example/1", "TEST", "20", "0.5", "", "", "");
    Prototype prototype =
        city.prototypeService.handIn(improvement.id(), "leader-0310", handIn, "key");
    Map<String, Object> heard =
        Map.of(
            "improvementId",
            improvement.id(),
            "completedBy",
            "leader-0310",
            "handInId",
            prototype.id());
    assertThat(City.done(city.prototypeWorker.record(city.job("record-prototype", heard))))
        .containsEntry("prototypeComplete", true)
        .containsEntry("handInId", "");
    assertThat(city.prototypes.of(improvement.id())).hasSize(1);

    city.open(improvement, 0, "SECTION_CHIEF");
    city.decide(
        improvement,
        "chief-0310",
        Map.of(
            "stageIndex",
            0,
            "decision",
            "SEND_BACK",
            "sendBackTo",
            "PROTOTYPE",
            "decisionReason",
            "手順書がない"));
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROTOTYPING);
    assertThat(City.done(city.prototypeWorker.record(city.job("record-prototype", heard))))
        .containsEntry("prototypeComplete", false);
  }

  @Test
  void whyABotMayNotBeUsedIsSaidBeforeAnybodyApproves() {
    Improvement improvement = city.triaged("staff-0310");
    Map<String, Object> form = City.handInForm(improvement, "leader-0310");
    form.put("botSystem", "another-robot");
    Map<String, Object> out =
        City.done(city.prototypeWorker.record(city.job("record-prototype", form)));
    assertThat(out).containsEntry("prototypeComplete", false).containsEntry("notice", "使えません。");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROTOTYPING);
    assertThat(city.prototypes.of(improvement.id())).isEmpty();
    assertThat(city.events(improvement)).endsWith(Event.Kind.PROTOTYPE_INCOMPLETE);
  }

  @Test
  void anApprovedImprovementGoesLiveIsMeasuredAndStandardised() {
    Improvement improvement = approved();
    Map<String, Object> id = Map.of("improvementId", improvement.id());
    Job registration = city.job("register-automation", id);
    Map<String, Object> registered = City.done(city.rolloutWorker.register(registration));
    assertThat(City.done(city.rolloutWorker.register(registration))).isEqualTo(registered);
    assertThat(registered).containsEntry("automationId", "a-1").containsEntry("hasBot", true);
    assertThat(city.gains.rows)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.kind()).isEqualTo(GainKind.PLANNED);
              assertThat(row.seconds()).isEqualTo(2400 * 150);
              assertThat(row.items()).isEqualTo(2400);
            });

    Map<String, Object> failed =
        new HashMap<>(Map.of("runState", "FAILED", "runMessage", "画面が開かない"));
    failed.putAll(id);
    assertThat(
            (String)
                City.done(
                        city.rolloutWorker.reportFailedTrial(
                            city.job("report-failed-trial", failed)))
                    .get("notice"))
        .contains("画面が開かない");
    assertThat(city.handIn(improvement, "leader-0310")).containsEntry("prototypeComplete", true);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.ROLLING_OUT);
    Map<String, Object> again =
        City.done(city.rolloutWorker.register(city.job("register-automation", id)));
    assertThat(again).containsEntry("automationId", "a-2");
    assertThat(city.automations.find("a-1").orElseThrow().state())
        .isEqualTo(Automations.State.RETIRED);
    assertThat(city.gains.rows).hasSize(1);

    assertThat(
            City.done(city.rolloutWorker.requestTrial(city.job("request-trial-run", id)))
                .get("runId"))
        .isNotNull();
    Job live = city.job("go-live", id);
    Map<String, Object> out = City.done(city.rolloutWorker.goLive(live));
    assertThat(City.done(city.rolloutWorker.goLive(live))).isEqualTo(out);
    assertThat(out).containsEntry("measureAt", "2027-02-21T10:00:00+09:00");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.MEASURING);
    assertThat(city.automations.find("a-2").orElseThrow().state())
        .isEqualTo(Automations.State.LIVE);

    measured(improvement, 18_000);
    Map<String, Object> compared =
        City.done(city.measurementWorker.compare(city.job("compare-gain", id)));
    assertThat(compared)
        .containsEntry("plannedHours", new BigDecimal("100.0"))
        .containsEntry("actualHours", new BigDecimal("5.0"));
    assertThat((String) compared.get("gainText")).contains("100", "12.9 人日", "5 時間", "—");

    Job comment = city.job("record-measurement", comment(improvement, "STANDARDISE"));
    Map<String, Object> recorded = City.done(city.measurementWorker.record(comment));
    assertThat(City.done(city.measurementWorker.record(comment))).isEqualTo(recorded);
    assertThat(recorded).containsEntry("nextAction", "STANDARDISE").containsEntry("round", 1);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.STANDARDISED);
    assertThat(city.gains.rows)
        .filteredOn(r -> r.kind() == GainKind.REPORTED)
        .extracting(GainEntry::seconds)
        .containsExactly(3600L);
    assertThat(city.measurements.of(improvement.id())).hasSize(1);
  }

  @Test
  void anotherRoundPlansTheDifferenceAndARejectionLeavesTheOldOneInUse() {
    Improvement improvement = live();
    Map<String, Object> id = Map.of("improvementId", improvement.id());
    assertThat(
            City.done(
                city.measurementWorker.record(
                    city.job("record-measurement", comment(improvement, "IMPROVE")))))
        .containsEntry("round", 2);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.PROTOTYPING);
    city.handIn(improvement, "leader-0310");
    city.open(improvement, 0, "SECTION_CHIEF");
    city.decide(improvement, 0, "chief-0310", "APPROVE");
    City.done(city.rolloutWorker.register(city.job("register-automation", id)));
    assertThat(city.gains.ofImprovement(improvement.id()).plannedSeconds()).isEqualTo(2400 * 150);
    City.done(city.rolloutWorker.goLive(city.job("go-live", id)));
    assertThat(city.automations.byKey.values())
        .extracting(Automations.Automation::state)
        .containsExactly(Automations.State.RETIRED, Automations.State.LIVE);

    City.done(
        city.measurementWorker.record(
            city.job("record-measurement", comment(improvement, "IMPROVE"))));
    city.handIn(improvement, "leader-0310");
    city.open(improvement, 0, "SECTION_CHIEF");
    city.decide(
        improvement,
        "chief-0310",
        Map.of("stageIndex", 0, "decision", "REJECT", "decisionReason", "効果が薄い"));
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.STANDARDISED);
  }

  @Test
  void onlyItsLeadersSayWhatBecomesOfIt() {
    Improvement improvement = live();
    Map<String, Object> form = new HashMap<>(comment(improvement, "RETIRE"));
    form.put("completedBy", "staff-0310");
    Job job = city.job("record-measurement", form);
    Map<String, Object> out = City.done(city.measurementWorker.record(job));
    assertThat(City.done(city.measurementWorker.record(job))).isEqualTo(out);
    assertThat(out).containsEntry("measurementAccepted", false);
    assertThat((String) out.get("notice")).contains("staff-0310", "やり直して");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.MEASURING);
    assertThat(city.measurements.of(improvement.id())).isEmpty();
    assertThat(city.gains.rows).noneMatch(row -> row.kind() == GainKind.REPORTED);
  }

  @Test
  void whatIsRetiredIsOutOfUse() {
    Improvement improvement = live();
    City.done(
        city.measurementWorker.record(
            city.job("record-measurement", comment(improvement, "RETIRE"))));
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.MEASURING);
    City.done(
        city.measurementWorker.retire(
            city.job("retire-automation", Map.of("improvementId", improvement.id()))));
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.RETIRED);
    assertThat(city.automations.byKey.values())
        .extracting(Automations.Automation::state)
        .containsExactly(Automations.State.RETIRED);
  }

  @Test
  void withoutABotTheLeadersCheckListDecides() {
    Improvement improvement = approved();
    Map<String, Object> list =
        new HashMap<>(
            Map.of(
                "improvementId",
                improvement.id(),
                "completedBy",
                "leader-0310",
                "manualReady",
                true,
                "ownerNamed",
                true,
                "dataHandled",
                true));
    assertThat(City.done(check(list))).containsEntry("checkListComplete", false);
    list.put("staffInformed", true);
    list.put("completedBy", "staff-0310");
    assertThat(City.done(check(list))).containsEntry("checkListComplete", false);
    list.put("completedBy", "leader-0310");
    assertThat(City.done(check(list)))
        .containsEntry("checkListComplete", true)
        .containsEntry("notice", "");
  }

  @Test
  void untilItIsLiveItCanBeWithdrawnAndNothingStaysPromisedOrOnTrial() {
    Improvement improvement = approved();
    Map<String, Object> id = Map.of("improvementId", improvement.id());
    City.done(city.rolloutWorker.register(city.job("register-automation", id)));
    assertThat(city.withdrawals.withdraw(improvement.id(), "staff-0310", "更改を待つ").stage())
        .isEqualTo(Stage.WITHDRAWN);
    assertThat(city.rolloutWorker.goLive(city.job("go-live", id)))
        .isInstanceOfSatisfying(
            JobResult.Error.class, e -> assertThat(e.code()).isEqualTo("IMPROVEMENT_WITHDRAWN"));
    for (int time = 1; time <= 2; time++) {
      City.done(city.proposalWorker.recordWithdrawal(city.job("record-withdrawal", id)));
    }
    assertThat(city.automations.byKey.values())
        .extracting(Automations.Automation::state)
        .containsExactly(Automations.State.RETIRED);
    assertThat(city.gains.ofImprovement(improvement.id()).plannedSeconds()).isZero();
    assertThat(city.gains.rows).hasSize(2);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.WITHDRAWN);
  }

  @Test
  void aRejectionAfterAFailedTrialLeavesNothingPromisedOrOnTrial() {
    Improvement improvement = approved();
    Map<String, Object> id = Map.of("improvementId", improvement.id());
    City.done(city.rolloutWorker.register(city.job("register-automation", id)));
    city.handIn(improvement, "leader-0310");
    city.open(improvement, 0, "SECTION_CHIEF");
    assertThat(
            city.decide(
                improvement,
                "chief-0310",
                Map.of("stageIndex", 0, "decision", "REJECT", "decisionReason", "費用に見合わない")))
        .containsEntry("nextStep", "REJECTED");
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.REJECTED);
    assertThat(city.automations.byKey.values())
        .extracting(Automations.Automation::state)
        .containsExactly(Automations.State.RETIRED);
    assertThat(city.gains.ofImprovement(improvement.id()).plannedSeconds()).isZero();
  }

  @Test
  void whatIsLiveIsNotWithdrawnNorInALaterRound() {
    Improvement improvement = live();
    tooLate(improvement);
    City.done(
        city.measurementWorker.record(
            city.job("record-measurement", comment(improvement, "IMPROVE"))));
    tooLate(improvement);
  }

  private void tooLate(Improvement improvement) {
    assertThatThrownBy(() -> city.withdrawals.withdraw(improvement.id(), "staff-0310", ""))
        .isInstanceOfSatisfying(
            NotPossible.class, e -> assertThat(e.why()).isEqualTo(NotPossible.Why.TOO_LATE));
  }

  private JobResult check(Map<String, Object> list) {
    return city.rolloutWorker.recordCheckList(city.job("record-check-list", list));
  }

  private Improvement approved() {
    Improvement improvement = city.triaged("staff-0310");
    city.handIn(improvement, "leader-0310");
    city.open(improvement, 0, "SECTION_CHIEF");
    city.decide(improvement, 0, "chief-0310", "APPROVE");
    return city.now(improvement);
  }

  private Improvement live() {
    Improvement improvement = approved();
    Map<String, Object> id = Map.of("improvementId", improvement.id());
    City.done(city.rolloutWorker.register(city.job("register-automation", id)));
    City.done(city.rolloutWorker.goLive(city.job("go-live", id)));
    return city.now(improvement);
  }

  private Map<String, Object> comment(Improvement improvement, String nextAction) {
    return Map.of(
        "improvementId",
        improvement.id(),
        "completedBy",
        "leader-0310",
        "gainComment",
        "見込みどおり",
        "nextAction",
        nextAction,
        "reportedMinutesSaved",
        60);
  }

  private void measured(Improvement improvement, long seconds) {
    city.gains.record(
        new GainEntry(
            "run-1",
            GainKind.MEASURED,
            "0310",
            improvement.id(),
            "a-2",
            City.TODAY,
            120,
            seconds,
            0,
            "a-2",
            "実行"));
  }
}
