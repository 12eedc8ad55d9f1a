package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import genba.engine.MessagePublisher.Answer;
import io.camunda.client.CamundaClient;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.extension.ZeebeProcessTest;
import io.camunda.zeebe.process.test.filters.RecordStream;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.JobIntent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.value.JobRecordValue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, models and messages against a real engine in memory. */
@ZeebeProcessTest
class InMemoryEngineTest {

  /** For a busy machine; a test that passes never waits so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final EngineProperties.Jobs JOBS =
      new EngineProperties.Jobs(
          16,
          Duration.ofMinutes(1),
          Duration.ofMillis(100),
          Duration.ofMillis(10),
          Duration.ofMillis(50));

  private ZeebeTestEngine engine;
  private RecordStream records;
  private CamundaClient client;
  private JobWorkers workers;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DeploymentStatus status = new DeploymentStatus();

  private final List<JobGuard> guards = new ArrayList<>();

  @TempDir Path folder;

  @BeforeEach
  void connect() {
    URI address = URI.create("http://" + engine.getGatewayAddress());
    client =
        CamundaClients.build(
            new EngineAddresses(address, address, address), TestProperties.local());
    workers =
        new JobWorkers(client, new JobRunner(meters, new JobBackOff(JOBS)), JOBS, () -> guards);
    Deployment deployment =
        new Deployment(client, ModelFolder.read("src/test/resources/genba/engine/models"), status);
    assertThat(deployment.deploy()).isTrue();
  }

  @AfterEach
  void close() {
    workers.close();
    client.close();
  }

  @Test
  void theModelsAreDeployed() {
    assertThat(status.result().problems()).isEmpty();
    assertThat(status.result().files()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aModelThatTheEngineRefusesIsReportedInASentence() throws Exception {
    Files.writeString(
        folder.resolve("refused.bpmn"),
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t">
          <process id="refused" isExecutable="true"><task id="t"/></process>
        </definitions>
        """);

    assertThat(new Deployment(client, ModelFolder.read(folder.toString()), status).deploy())
        .isTrue();

    assertThat(status.result().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).contains("refuses").contains("refused.bpmn"));
  }

  @Test
  void aDoneJobsVariablesGoOn() {
    List<Job> seen = new CopyOnWriteArrayList<>();
    work(
        job -> {
          seen.add(job);
          return JobResult.done(Map.of("answer", 42));
        });
    long instance = start("worked");

    awaitElement(instance, "End_Done");
    assertThat(seen)
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.processInstanceKey()).isEqualTo(instance);
              assertThat(job.elementId()).isEqualTo("Task_Work");
              assertThat(job.processId()).isEqualTo("worked");
              assertThat(job.retries()).isEqualTo(3);
              assertThat(job.text("question")).isEqualTo("何件");
              assertThat(job.headers()).containsEntry("kind", "test");
            });
    assertThat(variable(instance, "answer")).isEqualTo("42");
    assertThat(meters.get("genba.engine.job").tag("type", "work").timer().count()).isEqualTo(1);
  }

  @Test
  void anErrorIsCaughtByTheModel() {
    work(job -> new JobResult.Error("NOT_TODAY", "closed", Map.of("why", "holiday")));
    long instance = start("worked");

    awaitElement(instance, "End_NotToday");
    assertThat(variable(instance, "why")).isEqualTo("\"holiday\"");
  }

  @Test
  void laterComesAgainWithOneRetryFewer() {
    List<Integer> retries = new CopyOnWriteArrayList<>();
    work(
        job -> {
          retries.add(job.retries());
          return retries.size() == 1
              ? new JobResult.Later("not yet", Duration.ofMillis(10))
              : JobResult.done();
        });
    long instance = start("worked");

    awaitElement(instance, "End_Done");
    assertThat(retries).containsExactly(3, 2);
  }

  @Test
  void laterOnTheLastRetryEndsWithAnOperator() {
    work(job -> new JobResult.Later("never", Duration.ofMillis(10)));
    long instance = start("worked");

    awaitIncident(instance);
    assertThat(failures(instance)).extracting(JobRecordValue::getRetries).contains(2, 1, 0);
  }

  @Test
  void anIncidentNeedsAnOperatorAtOnce() {
    work(job -> new JobResult.Incident("wrong key"));
    long instance = start("worked");

    awaitIncident(instance);
    assertThat(failures(instance))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.getRetries()).isZero();
              assertThat(job.getErrorMessage()).isEqualTo("wrong key");
            });
  }

  @Test
  void anExceptionFailsTheJobAndTellsTheEngineNothingPersonal() {
    AtomicInteger calls = new AtomicInteger();
    work(
        job -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("Taro Yamada, born 1970");
          }
          return JobResult.done();
        });
    long instance = start("worked");

    awaitElement(instance, "End_Done");
    assertThat(failures(instance))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job.getRetries()).isEqualTo(2);
              assertThat(job.getErrorMessage())
                  .contains("IllegalStateException")
                  .doesNotContain("Taro")
                  .doesNotContain("at genba");
            });
  }

  @Test
  void aJobTypeComesAndGoesAtRunTime() {
    List<Job> seen = new CopyOnWriteArrayList<>();
    JobFunction counting =
        job -> {
          seen.add(job);
          return JobResult.done();
        };
    var early = workAtDesk(List.of("kind", "question"), counting);
    assertThatIllegalStateException()
        .isThrownBy(() -> workAtDesk(List.of(), counting))
        .withMessageContaining("'work'");
    long first = start("worked");
    workers.open();
    awaitElement(first, "End_Done");

    early.close();
    long second = start("worked");
    workAtDesk(List.of(), job -> new JobResult.Error("NOT_TODAY", "", Map.of("why", "")));
    awaitElement(second, "End_NotToday");

    assertThat(seen)
        .singleElement()
        .satisfies(job -> assertThat(job.variables()).containsExactly(Map.entry("question", "何件")));
  }

  @Test
  void guardsLookAtTheJobsOfTheDeskToo() {
    guards.add(job -> Optional.of("not this one"));
    workAtDesk(List.of(), job -> JobResult.done());
    workers.open();

    awaitIncident(start("worked"));
  }

  @Test
  void aMessageStartsOneProcessHoweverOftenItIsSent() {
    work(job -> JobResult.done());
    var publisher = new ZeebeMessagePublisher(client, Duration.ofSeconds(5));
    EngineMessage message =
        new EngineMessage(
            "work-wanted", "case-1", "id-1", Duration.ofHours(1), Map.of("question", "何件"));

    assertThat(publisher.publish(message)).isEqualTo(new Answer.Taken());
    assertThat(publisher.publish(message)).isEqualTo(new Answer.Taken());

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(records().filter(r -> r.getIntent() == JobIntent.COMPLETED).count())
                    .isEqualTo(1));
  }

  @Test
  void anEngineThatIsGoneIsAwayAndNoReasonToThrowTheMessageAway() {
    URI nobody = URI.create("http://localhost:1");
    try (CamundaClient lost =
        CamundaClients.build(new EngineAddresses(nobody, nobody, nobody), TestProperties.local())) {
      var publisher = new ZeebeMessagePublisher(lost, Duration.ofSeconds(1));

      assertThat(
              publisher.publish(new EngineMessage("m", "1", "1", Duration.ofMinutes(1), Map.of())))
          .isInstanceOf(Answer.Away.class);
    }
  }

  private void work(JobFunction handler) {
    workers.take(Map.of("work", handler));
    workers.open();
  }

  private JobDesk.Place workAtDesk(List<String> variables, JobFunction handler) {
    return workers.open(new JobDesk.JobType("work", 2, Duration.ofSeconds(30), variables), handler);
  }

  private long start(String processId) {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId(processId)
        .latestVersion()
        .variables(Map.of("question", "何件"))
        .send()
        .join()
        .getProcessInstanceKey();
  }

  private void awaitElement(long instance, String elementId) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        StreamSupport.stream(records.processInstanceRecords().spliterator(), false)
                            .filter(r -> r.getIntent() == ProcessInstanceIntent.ELEMENT_COMPLETED)
                            .filter(r -> r.getValue().getProcessInstanceKey() == instance)
                            .map(r -> r.getValue().getElementId()))
                    .contains(elementId));
  }

  private void awaitIncident(long instance) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        StreamSupport.stream(records.incidentRecords().spliterator(), false)
                            .filter(r -> r.getIntent() == IncidentIntent.CREATED)
                            .map(r -> r.getValue().getProcessInstanceKey()))
                    .contains(instance));
  }

  private List<JobRecordValue> failures(long instance) {
    return StreamSupport.stream(records.jobRecords().spliterator(), false)
        .filter(r -> r.getIntent() == JobIntent.FAILED)
        .map(Record::getValue)
        .filter(job -> job.getProcessInstanceKey() == instance)
        .toList();
  }

  private String variable(long instance, String name) {
    return StreamSupport.stream(records.variableRecords().spliterator(), false)
        .map(Record::getValue)
        .filter(v -> v.getScopeKey() == instance && v.getName().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow()
        .getValue();
  }

  private Stream<Record<?>> records() {
    return StreamSupport.stream(records.records().spliterator(), false);
  }
}
