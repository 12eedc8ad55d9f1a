package genba.improvement;

import genba.automation.Automations;
import genba.directory.DataClass;
import genba.directory.WorkingCalendar;
import genba.engine.EngineMessage;
import genba.engine.Job;
import genba.engine.JobResult;
import genba.engine.WorkItem;
import genba.engine.WorkList;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainLedger;
import genba.gain.GainReport;
import genba.notice.Notices;
import genba.testing.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The module with its own tables and hand-written neighbours, on Monday 23 November 2026, 10:00.
 */
class City {

  static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneId.of("Asia/Tokyo"));
  static final LocalDate TODAY = LocalDate.now(CLOCK);

  final FakeDirectory directory = new FakeDirectory();
  final List<EngineMessage> published = new ArrayList<>();
  final FakeNotices notices = new FakeNotices();
  final FakeAutomations automations = new FakeAutomations();
  final FakeGains gains = new FakeGains();
  final FakeWorkList workList = new FakeWorkList();

  final Groups groups = new Groups(directory);
  final ApprovalRules rules = new ApprovalRules(directory, groups);
  final Texts texts = new Texts(messages(), directory);
  final ImprovementStore improvements;
  final ImprovementSearch search;
  final Timeline timeline;
  final ScoreStore scores;
  final PrototypeStore prototypes;
  final ApprovalStore approvals;
  final MeasurementStore measurements;
  final ProposalService proposals;
  final WithdrawalService withdrawals;
  final TriageService triage;
  final CaseFiles files;
  final ProposalWorker proposalWorker;
  final TriageWorker triageWorker;
  final PrototypeService prototypeService;
  final PrototypeWorker prototypeWorker;
  final ApprovalWorker approvalWorker;
  final RolloutWorker rolloutWorker;
  final MeasurementWorker measurementWorker;

  private long nextKey = 1000;

  City(TestDatabase database) {
    DataSource dataSource = database.migrated();
    JdbcClient jdbc = TestDatabase.client(dataSource);
    improvements = new ImprovementStore(jdbc);
    search = new ImprovementSearch(jdbc);
    timeline = new Timeline(jdbc, CLOCK);
    scores = new ScoreStore(jdbc);
    prototypes = new PrototypeStore(jdbc);
    approvals = new ApprovalStore(jdbc);
    measurements = new MeasurementStore(jdbc);
    ImprovementProperties properties = new ImprovementProperties("3", "5", "P90D");
    WorkingCalendar calendar = new EveryDay();
    proposals =
        new ProposalService(
            improvements,
            timeline,
            published::add,
            directory,
            groups,
            notices,
            texts,
            TestDatabase.transactions(dataSource),
            CLOCK);
    triage =
        new TriageService(improvements, scores, timeline, directory, groups, notices, texts, CLOCK);
    files =
        new CaseFiles(
            improvements,
            scores,
            prototypes,
            approvals,
            measurements,
            timeline,
            workList,
            automations,
            gains);
    triageWorker = new TriageWorker(triage, timeline);
    prototypeService =
        new PrototypeService(
            improvements,
            prototypes,
            new HandInCheck(automations, texts),
            timeline,
            triage,
            published::add,
            workList,
            texts);
    prototypeWorker = new PrototypeWorker(prototypeService);
    RolloutService rollout =
        new RolloutService(
            improvements,
            prototypes,
            automations,
            gains,
            gains,
            timeline,
            triage,
            groups,
            notices,
            calendar,
            properties,
            texts,
            CLOCK);
    approvalWorker =
        new ApprovalWorker(
            new ApprovalService(
                improvements,
                prototypes,
                approvals,
                rules,
                new ApprovalNotices(notices, triage, groups, texts, CLOCK),
                timeline,
                rollout,
                calendar,
                properties,
                texts,
                CLOCK),
            CLOCK);
    rolloutWorker = new RolloutWorker(rollout, CLOCK);
    withdrawals =
        new WithdrawalService(improvements, proposals, timeline, published::add, workList, rollout);
    proposalWorker = new ProposalWorker(proposals, withdrawals);
    measurementWorker =
        new MeasurementWorker(
            new MeasurementService(
                improvements,
                measurements,
                gains,
                gains,
                automations,
                timeline,
                triage,
                groups,
                notices,
                texts,
                CLOCK));
  }

  static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/improvement");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return messages;
  }

  /** A sound proposal of 市民課. */
  static Map<String, Object> form() {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("title", "転入届の入力を自動化する");
    form.put("departmentCode", "0310");
    form.put("problem", "電子申請の内容を台帳に手で入力している。");
    form.put("kindOfWork", "DATA_ENTRY");
    form.put("dataClass", "INTERNAL");
    form.put("casesPerYear", 2400);
    form.put("minutesPerCase", 3);
    form.put("measuredBy", "窓口係");
    form.put("measuredHow", "ストップウォッチで20件");
    form.put("expectedMinutesAfter", 0.5);
    form.put("expectedCostYen", 0);
    form.put("reachesOtherDepartments", false);
    return form;
  }

  /** A job of an element that is entered for the first time. */
  Job job(String type, Map<String, ?> variables) {
    return job(type, nextKey++, variables);
  }

  Job job(String type, long elementInstanceKey, Map<String, ?> variables) {
    return new Job(
        elementInstanceKey + 1,
        type,
        "improvement-lifecycle",
        77,
        "Task",
        elementInstanceKey,
        3,
        Map.of(),
        new HashMap<>(variables));
  }

  static Map<String, Object> done(JobResult result) {
    if (result instanceof JobResult.Done(Map<String, Object> variables)) {
      return variables;
    }
    throw new AssertionError("Not done: " + result);
  }

  Improvement proposed(String by) {
    return proposals.propose(by, form(), Origin.API, null);
  }

  /** Proposed by the person and triaged. */
  Improvement triaged(String by) {
    Improvement improvement = proposed(by);
    done(
        triageWorker.record(
            job("record-triage", Map.of("improvementId", improvement.id(), "triage", score()))));
    return now(improvement);
  }

  static Map<String, Object> score() {
    return Map.of(
        "effortScore",
        2,
        "benefitScore",
        5,
        "effortTerms",
        List.of(Map.of("term", "入力作業", "points", 2, "reason", "手順が決まっている")),
        "benefitTerms",
        List.of(Map.of("term", "削減時間", "points", 5, "reason", "年100時間を超える")),
        "tool",
        "RPA",
        "toolReason",
        "決まった画面への入力");
  }

  /** Handed in by the person. */
  Map<String, Object> handIn(Improvement improvement, String by) {
    return done(prototypeWorker.record(job("record-prototype", handInForm(improvement, by))));
  }

  static Map<String, Object> handInForm(Improvement improvement, String by) {
    Map<String, Object> form = new HashMap<>();
    form.put("improvementId", improvement.id());
    form.put("completedBy", by);
    form.put("artefactLink", "https://make.powerapps.example/app/1");
    form.put("artefactEnvironment", "TEST");
    form.put("trialCases", 20);
    form.put("trialMinutesPerCase", 0.5);
    form.put("botSystem", "robot-framework");
    form.put("botName", "e-application-register");
    form.put("prototypeNote", "");
    return form;
  }

  Map<String, Object> open(Improvement improvement, int index, String... stages) {
    List<Map<String, String>> wanted =
        List.of(stages).stream().map(s -> Map.of("stage", s, "reason", "理由")).toList();
    return done(
        approvalWorker.open(
            job(
                "open-approval-stage",
                Map.of(
                    "improvementId",
                    improvement.id(),
                    "approvalStages",
                    wanted,
                    "stageIndex",
                    index))));
  }

  Map<String, Object> decide(Improvement improvement, int index, String by, String decision) {
    return decide(improvement, by, Map.of("stageIndex", index, "decision", decision));
  }

  Map<String, Object> decide(Improvement improvement, String by, Map<String, ?> form) {
    Map<String, Object> variables = new HashMap<>(form);
    variables.put("improvementId", improvement.id());
    variables.put("completedBy", by);
    return done(approvalWorker.verify(job("verify-decision", variables)));
  }

  /** The task waits for somebody. */
  static WorkItem item(String elementId) {
    return new WorkItem(
        1, 77, "improvement-lifecycle", elementId, "", "", "", List.of(), NOW, null);
  }

  Improvement now(Improvement improvement) {
    return improvements.find(improvement.id()).orElseThrow();
  }

  List<Event.Kind> events(Improvement improvement) {
    return timeline.of(improvement.id()).stream().map(Event::kind).toList();
  }

  /** Every day is a working day. */
  static class EveryDay implements WorkingCalendar {
    @Override
    public boolean isWorkingDay(LocalDate day) {
      return true;
    }

    @Override
    public Instant plusWorkingDays(Instant from, int days) {
      return from.plus(Duration.ofDays(days));
    }
  }

  static class FakeNotices implements Notices {
    final List<String> told = new ArrayList<>();
    private final Set<String> occasions = new LinkedHashSet<>();

    @Override
    public void tell(Collection<String> userIds, String occasion, String text, String path) {
      for (String userId : userIds) {
        if (occasions.add(userId + occasion)) {
          told.add(userId + ": " + text);
        }
      }
    }

    @Override
    public List<Notice> of(String userId, int limit) {
      return List.of();
    }

    @Override
    public void markRead(String userId) {}

    List<String> toldTo(String userId) {
      return told.stream().filter(t -> t.startsWith(userId + ": ")).toList();
    }
  }

  static class FakeAutomations implements Automations {
    final Map<String, Automation> byKey = new LinkedHashMap<>();

    @Override
    public Automation register(String registrationKey, NewAutomation automation) {
      return byKey.computeIfAbsent(
          registrationKey, k -> new Automation("a-" + (byKey.size() + 1), automation, State.TRIAL));
    }

    @Override
    public Optional<String> whyNot(String system, DataClass dataClass) {
      return system.equals("robot-framework") ? Optional.empty() : Optional.of("使えません。");
    }

    @Override
    public String requestTrialRun(String automationId, String requestKey) {
      return "run-" + requestKey;
    }

    @Override
    public void goLive(String automationId) {
      set(automationId, State.LIVE);
    }

    @Override
    public void retire(String automationId) {
      set(automationId, State.RETIRED);
    }

    private void set(String automationId, State state) {
      byKey.replaceAll(
          (k, a) -> a.id().equals(automationId) ? new Automation(a.id(), a.content(), state) : a);
    }

    @Override
    public Optional<Automation> find(String automationId) {
      return byKey.values().stream().filter(a -> a.id().equals(automationId)).findFirst();
    }

    @Override
    public List<Automation> ofImprovement(String improvementId) {
      return byKey.values().stream()
          .filter(a -> a.content().improvementId().equals(improvementId))
          .toList();
    }
  }

  static class FakeGains implements GainLedger, GainReport {
    final List<GainEntry> rows = new ArrayList<>();

    @Override
    public boolean record(GainEntry entry) {
      boolean there =
          rows.stream()
              .anyMatch(r -> r.sourceId().equals(entry.sourceId()) && r.kind() == entry.kind());
      return !there && rows.add(entry);
    }

    @Override
    public List<DepartmentGain> byDepartment(int fiscalYear) {
      return List.of();
    }

    @Override
    public List<MonthGain> months(String departmentCode, int fiscalYear) {
      return List.of();
    }

    @Override
    public List<ImprovementGain> byImprovement(String departmentCode, int fiscalYear) {
      return List.of();
    }

    @Override
    public ImprovementGain ofImprovement(String improvementId) {
      long planned = sum(improvementId, true);
      return new ImprovementGain(improvementId, planned, sum(improvementId, false), 0);
    }

    private long sum(String improvementId, boolean planned) {
      return rows.stream()
          .filter(r -> r.improvementId().equals(improvementId))
          .filter(r -> (r.kind() == GainKind.PLANNED) == planned)
          .mapToLong(GainEntry::seconds)
          .sum();
    }

    @Override
    public List<GainEntry> entriesOf(String improvementId) {
      return List.copyOf(rows);
    }
  }

  static class FakeWorkList implements WorkList {
    final List<Long> closed = new ArrayList<>();
    final List<WorkItem> open = new ArrayList<>();

    @Override
    public List<WorkItem> openFor(Collection<String> groups) {
      return open;
    }

    @Override
    public List<WorkItem> openOf(long processInstanceKey) {
      return open;
    }

    @Override
    public void closeAllOf(long processInstanceKey) {
      closed.add(processInstanceKey);
    }

    @Override
    public URI taskPage(long itemId) {
      return URI.create("http://tasklist.example/" + itemId);
    }
  }
}
