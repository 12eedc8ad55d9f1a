package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import genba.automation.Automations.NewAutomation;
import genba.connector.Connector;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.directory.DataClass;
import genba.engine.Job;
import genba.engine.JobDesk;
import genba.engine.JobFunction;
import genba.engine.JobResult;
import genba.gain.GainEntry;
import genba.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** Connectors as job types of any process. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class ConnectorJobTest {

  private static final Instant NOW = Instant.parse("2026-11-24T01:00:00Z");
  private static final Duration PAUSE = Duration.ofSeconds(7);
  private static final Connector GET = connector("ledger-get-record", true, "id", "limit");
  private static final Connector ADD = connector("ledger-add-record", false, "id");
  private static final Connector START = connector("ledger-start-run", false, "bot");
  private static final Connector ASK = connector("ledger-get-run", true, "key");

  private final UnclearCalls calls;
  private final AutomationRepository automations;
  private final List<GainEntry> written = new ArrayList<>();
  private final List<Connector> connectors = new ArrayList<>(List.of(GET, ADD, START, ASK));
  private final List<ConnectorCall> made = new ArrayList<>();
  private final Deque<ConnectorOutcome> outcomes = new ArrayDeque<>();
  private final ConnectorJob work;

  private final ConnectorCatalogue catalogue =
      new ConnectorCatalogue() {
        @Override
        public List<Connector> connectors() {
          return connectors;
        }

        @Override
        public List<String> botSystems() {
          return List.of();
        }

        @Override
        public Capacity capacity(String name) {
          return new Capacity(3, Duration.ofSeconds(20));
        }
      };

  ConnectorJobTest(TestDatabase database) {
    DataSource source = database.migrated();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    calls = new UnclearCalls(TestDatabase.client(source));
    automations = new AutomationRepository(TestDatabase.client(source));
    work =
        new ConnectorJob(
            call -> {
              made.add(call);
              return outcomes.removeFirst();
            },
            catalogue,
            calls,
            new CallGain(automations, written::add, texts(), clock),
            TestDatabase.transactions(source),
            clock);
  }

  private static Texts texts() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/automation");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    return new Texts(messages);
  }

  @Test
  void aCallThatCountsForAnAutomationWritesItsGainOnce() {
    automations.insert(
        "auto-1",
        "improvement-1:1",
        new NewAutomation(
            "improvement-1",
            "0310",
            "台帳の照会",
            "RPA",
            "ledger",
            "lookup",
            DataClass.INTERNAL,
            600,
            60),
        NOW);
    outcomes.add(new RetryLater("busy", PAUSE, true));
    outcomes.add(new Completed(Map.of()));
    Map<String, Object> variables =
        Map.of("id", 7, "dataClass", "PUBLIC", "countsFor", "auto-1", "countedItems", 3);

    assertThat(handle(ADD, 3, variables)).isInstanceOf(JobResult.Later.class);
    assertThat(written).isEmpty();
    assertThat(handle(ADD, 2, variables)).isInstanceOf(JobResult.Done.class);

    assertThat(written)
        .singleElement()
        .returns("job-77", GainEntry::sourceId)
        .returns("0310", GainEntry::departmentCode)
        .returns(3, GainEntry::items)
        .returns(3 * 540L, GainEntry::seconds)
        .returns(3 * 600L, GainEntry::baselineSeconds);
    assertThat(calls.find("job-77")).isEmpty();
  }

  @Test
  void aCallForAnUnknownAutomationIsNotMade() {
    assertThat(handle(GET, 3, Map.of("id", 7, "dataClass", "PUBLIC", "countsFor", "nobody")))
        .asInstanceOf(type(JobResult.Incident.class))
        .satisfies(incident -> assertThat(incident.reason()).contains("'nobody'"));
    assertThat(made).isEmpty();
  }

  @Test
  void onlyDeclaredParametersTravelAndTheReferenceIsTheSameForEveryAttempt() {
    outcomes.add(new RetryLater("busy", PAUSE));
    outcomes.add(new Completed(Map.of("name", "本庁舎")));
    Map<String, Object> variables =
        Map.of("id", 7, "secret", "x", "connection", "ledger-test", "dataClass", "INTERNAL");

    assertThat(handle(GET, 3, variables)).isEqualTo(new JobResult.Later("busy", PAUSE));
    assertThat(handle(GET, 2, variables))
        .isEqualTo(JobResult.done(Map.of("answer", Map.of("name", "本庁舎"))));
    assertThat(made)
        .containsExactly(made.getFirst(), made.getFirst())
        .first()
        .isEqualTo(
            new ConnectorCall(
                "ledger-get-record", "job-77", Map.of("id", 7), "ledger-test", "INTERNAL", null));
  }

  @Test
  void everyOutcomeHasOneAnswerForTheEngine() {
    outcomes.add(new Accepted("job-77", Map.of("key", "4711")));
    outcomes.add(new Rejected("NO_SUCH", "no record 7"));
    outcomes.add(new Misconfigured("no address"));

    assertThat(handle(GET))
        .isEqualTo(
            JobResult.done(
                Map.of("answer", Map.of("accepted", true, "reference", "job-77", "key", "4711"))));
    assertThat(handle(GET))
        .isEqualTo(
            new JobResult.Error(
                "CONNECTOR_REJECTED",
                "ledger-get-record: NO_SUCH no record 7",
                Map.of("rejection", Map.of("code", "NO_SUCH", "message", "no record 7"))));
    assertThat(handle(GET)).isEqualTo(new JobResult.Incident("no address"));
  }

  @Test
  void dataThatMayNotTravelStaysHere() {
    assertThat(handle(GET, 3, Map.of("id", 7, "dataClass", "PERSONAL")))
        .isEqualTo(
            new JobResult.Incident(
                "ledger-get-record may carry data of the classes [PUBLIC, INTERNAL], not"
                    + " PERSONAL"));
    assertThat(handle(GET, 3, Map.of("id", 7)))
        .asInstanceOf(type(JobResult.Incident.class))
        .satisfies(incident -> assertThat(incident.reason()).contains("'dataClass'"));
    assertThat(made).isEmpty();
  }

  @Test
  void anUnclearCallWaitsForAPersonAndIsRepeatedWhenThePersonWantsIt() {
    outcomes.add(new RetryLater("no answer within 20 s", PAUSE));

    assertThat(handle(ADD))
        .asInstanceOf(type(JobResult.Incident.class))
        .satisfies(
            incident ->
                assertThat(incident.reason())
                    .contains("ledger-add-record", "no answer within 20 s", "job-77"));
    assertThat(calls.find("job-77")).get().returns(NOW, UnclearCalls.UnclearCall::toldAt);

    outcomes.add(new Completed(Map.of()));
    assertThat(handle(ADD)).isEqualTo(JobResult.done(Map.of("answer", Map.of())));
    assertThat(calls.find("job-77")).isEmpty();
    assertThat(made).hasSize(2);
  }

  @Test
  void aCallThatCertainlyDidNothingIsRepeatedByItself() {
    outcomes.add(new RetryLater("full", PAUSE, true));

    assertThat(handle(ADD)).isEqualTo(new JobResult.Later("full", PAUSE));
    assertThat(calls.find("job-77")).isEmpty();
  }

  @Test
  void aCallThatAKilledHubLeftIsNotRepeatedBlindly() {
    calls.asking("job-77", ADD.name(), NOW);

    assertThat(handle(ADD)).isInstanceOf(JobResult.Incident.class);
    assertThat(made).isEmpty();
  }

  @Test
  void anUnclearStartIsLookedUpBeforeItIsRepeated() {
    outcomes.add(new RetryLater("HTTP 502", PAUSE));
    assertThat(handle(START)).isEqualTo(new JobResult.Later("HTTP 502", PAUSE));

    outcomes.add(new Completed(Map.of("state", "RUNNING", "key", "4711")));
    assertThat(handle(START))
        .isEqualTo(
            JobResult.done(
                Map.of(
                    "answer",
                    Map.of(
                        "accepted",
                        true,
                        "reference",
                        "job-77",
                        "state",
                        "RUNNING",
                        "key",
                        "4711"))));
    assertThat(made)
        .extracting(ConnectorCall::connector)
        .containsExactly("ledger-start-run", "ledger-get-run");
    assertThat(calls.find("job-77")).isEmpty();
  }

  @Test
  void anUnclearStartThatDidNothingIsRepeatedOnce() {
    calls.asking("job-77", START.name(), NOW);
    outcomes.add(new RetryLater("busy", PAUSE));
    assertThat(handle(START)).isEqualTo(new JobResult.Later("busy", PAUSE));
    assertThat(made).extracting(ConnectorCall::connector).containsExactly("ledger-get-run");

    outcomes.add(new Completed(Map.of("state", "UNKNOWN")));
    outcomes.add(new Accepted("job-77", Map.of()));
    assertThat(handle(START)).isInstanceOf(JobResult.Done.class);
    assertThat(made)
        .extracting(ConnectorCall::connector)
        .containsExactly("ledger-get-run", "ledger-get-run", "ledger-start-run");
  }

  @Test
  void jobTypesFollowTheCatalogue() throws Exception {
    Map<String, JobFunction> desk = new TreeMap<>();
    List<JobDesk.JobType> types = new ArrayList<>();
    connectors.add(connector("ledger-broken-file", "line 3", true));
    ConnectorJobs jobs =
        new ConnectorJobs(
            catalogue,
            work,
            (type, function) -> {
              types.add(type);
              desk.put(type.name(), function);
              return () -> desk.remove(type.name());
            });

    jobs.follow();
    assertThat(desk)
        .containsOnlyKeys(
            "ledger-get-record", "ledger-add-record", "ledger-start-run", "ledger-get-run");
    assertThat(types)
        .contains(
            new JobDesk.JobType(
                "ledger-get-record",
                3,
                Duration.ofSeconds(50),
                List.of("id", "limit", "connection", "dataClass", "countsFor", "countedItems")));

    connectors.removeAll(List.of(GET, ADD));
    connectors.add(connector("ledger-add-record", true, "id"));
    types.clear();
    jobs.follow();
    assertThat(desk).containsOnlyKeys("ledger-add-record", "ledger-start-run", "ledger-get-run");
    assertThat(types).as("what did not change stays open").hasSize(1);

    outcomes.add(new Completed(Map.of()));
    assertThat(desk.get("ledger-get-run").handle(job(3, Map.of("dataClass", "PUBLIC"))))
        .isInstanceOf(JobResult.Done.class);
    jobs.destroy();
    assertThat(desk).isEmpty();
  }

  private JobResult handle(Connector connector) {
    return handle(connector, 3, Map.of("id", 7, "bot", "b", "dataClass", "PUBLIC"));
  }

  private JobResult handle(Connector connector, int retries, Map<String, Object> variables) {
    return work.handle(connector, job(retries, variables));
  }

  private static Job job(int retries, Map<String, Object> variables) {
    return new Job(9, "type", "process", 1, "Task_Call", 77, retries, Map.of(), variables);
  }

  private static Connector connector(String name, boolean idempotent, String... parameters) {
    return connector(name, null, idempotent, parameters);
  }

  private static Connector connector(
      String name, @Nullable String problem, boolean idempotent, String... parameters) {
    return new Connector(
        name,
        "ledger",
        name,
        "",
        List.of("PUBLIC", "INTERNAL"),
        problem,
        idempotent,
        /* lookupByReference= */ true,
        Arrays.stream(parameters)
            .map(p -> new Connector.Parameter(p, p, "", "string", false, null, null, List.of()))
            .toList());
  }
}
