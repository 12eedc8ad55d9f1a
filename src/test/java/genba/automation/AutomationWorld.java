package genba.automation;

import genba.automation.Automations.Automation;
import genba.automation.Automations.NewAutomation;
import genba.connector.BotTerms;
import genba.connector.CallbackVerifier;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import genba.directory.Calendars;
import genba.directory.DataClass;
import genba.directory.WorkingCalendar;
import genba.engine.EngineMessage;
import genba.engine.Job;
import genba.engine.JobResult;
import genba.gain.GainEntry;
import genba.notice.Notices;
import genba.testing.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The module with a real database, and around it a city, a bot system, a ledger and a clock that a
 * test holds.
 */
final class AutomationWorld {

  static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  final FakeBots bots;
  final List<EngineMessage> messages = new CopyOnWriteArrayList<>();
  final Map<String, GainEntry> ledger = new ConcurrentHashMap<>();
  final List<String> notices = new CopyOnWriteArrayList<>();
  final TestClock clock = new TestClock();
  final AutomationProperties properties =
      new AutomationProperties(
          Duration.ofHours(2),
          Duration.ofMinutes(10),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          4,
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(12),
          Duration.ofHours(6),
          Duration.ofSeconds(20),
          3);

  final TransactionTemplate transactions;
  final RunRepository runs;
  final RunLooks looks;
  final RunQueue queue;
  final RunSweep sweep;
  final RunPoller poller;
  final Callbacks callbacks;
  final AutomationRepository automations;
  final RunRequests requests;
  final AutomationService service;
  final PendingRuns pending;
  final RunWatch watch;
  final RunSchedule schedule;
  final ScheduleRepository scheduleEvents;
  final ScheduleService schedules;
  final RunLife life;
  final RunBotWorker worker;

  boolean leads = true;

  private final AtomicInteger forms = new AtomicInteger();

  AutomationWorld(DataSource dataSource) {
    this(dataSource, new FakeBots());
  }

  private AutomationWorld(DataSource dataSource, FakeBots bots) {
    this(dataSource, bots, bots, bots, bots, bots, URI.create("https://hub.city.example"));
  }

  /** With other bot systems than the fake ones. */
  AutomationWorld(
      DataSource dataSource,
      ConnectorGateway gateway,
      ConnectorCatalogue catalogue,
      CallbackVerifier verifier,
      BotTerms terms,
      URI hub) {
    this(dataSource, new FakeBots(), gateway, catalogue, verifier, terms, hub);
  }

  private AutomationWorld(
      DataSource dataSource,
      FakeBots fakes,
      ConnectorGateway gateway,
      ConnectorCatalogue catalogue,
      CallbackVerifier verifier,
      BotTerms terms,
      URI hub) {
    bots = fakes;
    JdbcClient jdbc = TestDatabase.client(dataSource);
    transactions = TestDatabase.transactions(dataSource);
    runs = new RunRepository(jdbc);
    looks = new RunLooks(jdbc);
    queue = new RunQueue(jdbc, this::publish, terms, transactions, clock);
    automations = new AutomationRepository(jdbc);
    var source = new ResourceBundleMessageSource();
    source.setBasename("messages/automation");
    source.setDefaultEncoding("UTF-8");
    source.setFallbackToSystemLocale(false);
    var texts = new Texts(source);
    var city = new FakeCity();
    var access = new AutomationAccess(city, texts, clock);
    var system = new BotSystem(gateway, catalogue, new CallbackAddresses(hub), verifier);
    life = new RunLife(runs, looks, queue, this::publish, properties, transactions, clock);
    var stop = new RunStop(system, life, texts);
    requests =
        new RunRequests(runs, automations, this::publish, life, access, texts, transactions, clock);
    scheduleEvents = new ScheduleRepository(jdbc, transactions);
    schedule =
        new RunSchedule(automations, scheduleEvents, requests, runs, Calendars.japan(), clock);
    schedules =
        new ScheduleService(
            automations,
            scheduleEvents,
            access,
            new ScheduleNames(source, clock),
            texts,
            Calendars.japan(),
            transactions,
            clock);
    service =
        new AutomationService(
            automations, requests, schedule, catalogue, access, texts, transactions, clock);
    pending =
        new PendingRuns(
            looks, automations, terms, new RecordedNotices(), city, texts, transactions, clock);
    watch = new RunWatch(looks, system, life, stop, pending, texts, properties, clock);
    var settlement =
        new RunSettlement(
            runs,
            automations,
            this::write,
            new RecordedNotices(),
            city,
            new EveryDay(),
            access,
            texts,
            properties,
            transactions,
            clock);
    sweep =
        new RunSweep(
            runs,
            looks,
            queue,
            life,
            settlement,
            system,
            () -> leads,
            texts,
            properties,
            transactions,
            clock);
    poller = new RunPoller(runs, looks, watch, system, () -> leads, properties, clock);
    callbacks = new Callbacks(verifier, looks, clock);
    worker =
        new RunBotWorker(
            new RunPlace(runs, automations, queue, life, texts, properties, clock),
            new RunStart(runs, automations, system, life, texts, properties, clock),
            new RunDeadline(runs, automations, stop, texts, properties),
            settlement,
            clock);
  }

  static NewAutomation content(String department, DataClass dataClass) {
    return new NewAutomation(
        "improvement-1",
        department,
        "電子申請の転記",
        "RPA",
        "robot-framework",
        "e-application-register",
        dataClass,
        300,
        20);
  }

  Automation trial() {
    return trial(FakeCity.SECTION);
  }

  Automation trial(String department) {
    return service.register(
        "key-" + forms.incrementAndGet(), content(department, DataClass.PERSONAL));
  }

  Automation live() {
    return live(FakeCity.SECTION);
  }

  Automation live(String department) {
    Automation automation = trial(department);
    service.goLive(automation.id());
    return service.find(automation.id()).orElseThrow();
  }

  /** A run that nothing has been done about. */
  String requested() {
    Automation automation = live();
    return requests.scheduled(automation.id(), LocalDateTime.now(clock)).id();
  }

  /** A run of another system's bot. */
  String requested(String system, String bot, DataClass dataClass) {
    NewAutomation content =
        new NewAutomation(
            "improvement-1", FakeCity.SECTION, "電子申請の転記", "RPA", system, bot, dataClass, 300, 20);
    Automation automation = service.register("key-" + forms.incrementAndGet(), content);
    service.goLive(automation.id());
    return requests.scheduled(automation.id(), LocalDateTime.now(clock)).id();
  }

  /** A run that the bot system has taken on. */
  String accepted() {
    String run = requested();
    bots.onStart(FakeBots.accepted());
    start(run, 3);
    bots.forgetCalls();
    return run;
  }

  JobResult start(String run, int retries) {
    return worker.startBot(job("start-bot", retries, Map.of("runId", run)));
  }

  /** Whether the run has a place at its bot. */
  boolean takePlace(String run) {
    JobResult result = worker.takePlace(job("take-place", 3, Map.of("runId", run)));
    return (boolean) ((JobResult.Done) result).variables().get("placeFree");
  }

  JobResult cancel(String run, int retries) {
    return worker.cancelBot(job("cancel-bot", retries, Map.of("runId", run)));
  }

  JobResult settle(String run) {
    return worker.settleRun(job("settle-run", 3, Map.of("runId", run)));
  }

  /** What the poller does, without its threads. Returns how many runs were due. */
  int look() {
    List<RunRow> due = looks.due(clock.instant(), 100);
    for (RunRow run : due) {
      if (looks.claim(run, clock.instant().plus(properties.pollLease()))) {
        watch.look(runs.find(run.id()).orElseThrow(), 0.5);
      }
    }
    return due.size();
  }

  Runs.Run run(String id) {
    return requests.find(id).orElseThrow();
  }

  RunState state(String id) {
    return run(id).state();
  }

  static Job job(String type, int retries, Map<String, Object> variables) {
    return new Job(1, type, "run-bot", 4711, "Task", 2, retries, Map.of(), variables);
  }

  private void publish(EngineMessage message) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new AssertionError("Published outside a transaction: " + message);
    }
    messages.add(message);
  }

  private boolean write(GainEntry entry) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new AssertionError("Written outside a transaction: " + entry);
    }
    return ledger.putIfAbsent(entry.sourceId() + ":" + entry.kind(), entry) == null;
  }

  private final class RecordedNotices implements Notices {

    private final Set<String> told = ConcurrentHashMap.newKeySet();

    @Override
    public void tell(Collection<String> userIds, String occasion, String text, String path) {
      for (String user : userIds) {
        if (told.add(user + occasion)) {
          notices.add(user + " " + path);
        }
      }
    }

    @Override
    public List<Notice> of(String userId, int limit) {
      return List.of();
    }

    @Override
    public void markRead(String userId) {}
  }

  private static final class EveryDay implements WorkingCalendar {

    @Override
    public boolean isWorkingDay(LocalDate day) {
      return true;
    }

    @Override
    public Instant plusWorkingDays(Instant from, int days) {
      return from.plus(days, ChronoUnit.DAYS);
    }
  }

  /** Stands still until a test moves it. */
  static final class TestClock extends Clock {

    private volatile Instant now = Instant.parse("2026-11-24T01:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    void is(LocalDate date, int hour, int minute) {
      now = date.atTime(hour, minute).atZone(TOKYO).toInstant();
    }

    @Override
    public ZoneId getZone() {
      return TOKYO;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
