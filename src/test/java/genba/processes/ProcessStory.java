package genba.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.api.response.ActivatedJob;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RecordValue;
import io.camunda.zeebe.protocol.record.intent.IncidentIntent;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceIntent;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import io.camunda.zeebe.protocol.record.value.BpmnElementType;
import io.camunda.zeebe.protocol.record.value.IncidentRecordValue;
import io.camunda.zeebe.protocol.record.value.ProcessInstanceRecordValue;
import io.camunda.zeebe.protocol.record.value.UserTaskRecordValue;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Tells one process instance as a story: a job comes and is answered, a person completes a task,
 * time passes, the process ends. Every step waits for what it names and fails when it does not
 * come.
 */
final class ProcessStory {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final InMemoryEngine engine;
  private long lastTask = -1;

  ProcessStory(InMemoryEngine engine) {
    this.engine = engine;
  }

  /** Starts the process at its none start event, as a start form or a call does. */
  ProcessStory start(String processId, Map<String, ?> variables) {
    engine
        .client()
        .newCreateInstanceCommand()
        .bpmnProcessId(processId)
        .latestVersion()
        .variables(variables)
        .send()
        .join();
    engine.settle();
    return this;
  }

  /** Publishes a message; one that starts a process starts the story too. */
  ProcessStory message(String name, String correlationKey, Map<String, ?> variables) {
    engine
        .client()
        .newPublishMessageCommand()
        .messageName(name)
        .correlationKey(correlationKey)
        .variables(variables)
        .send()
        .join();
    engine.settle();
    return this;
  }

  /** The next job of this type. */
  JobStep job(String type) {
    return new JobStep(nextJob(type));
  }

  /** The next user task, which must be this one; it is put on the work list as it opens. */
  UserTaskStep userTask(String elementId) {
    ActivatedJob opening = nextJob("open-work-item");
    assertThat(opening.getElementId()).isEqualTo(elementId);
    answer(opening, Map.of());
    Record<UserTaskRecordValue> created =
        await("user task " + elementId)
            .until(() -> newestTask(elementId), Optional::isPresent)
            .orElseThrow();
    lastTask = created.getPosition();
    return new UserTaskStep(opening.getVariablesAsMap(), created.getValue());
  }

  ProcessStory timePasses(Duration duration) {
    engine.timePasses(duration);
    return this;
  }

  /** A time from now on, as a worker would say it. */
  String in(Duration duration) {
    return engine
        .now()
        .plus(duration)
        .truncatedTo(ChronoUnit.SECONDS)
        .atOffset(ZoneOffset.ofHours(9))
        .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }

  /** These elements were completed, in this order. */
  ProcessStory passed(String... elementIds) {
    List<String> completed =
        elements(ProcessInstanceIntent.ELEMENT_COMPLETED)
            .map(ProcessInstanceRecordValue::getElementId)
            .toList();
    assertThat(completed).containsSubsequence(elementIds);
    return this;
  }

  ProcessStory neverReached(String elementId) {
    assertThat(elements(ProcessInstanceIntent.ELEMENT_ACTIVATED))
        .extracting(ProcessInstanceRecordValue::getElementId)
        .doesNotContain(elementId);
    return this;
  }

  /** Everything is over, by this end event, and nothing went wrong on the way. */
  void ended(String endEventId) {
    assertThat(incidents()).as("incidents").isEmpty();
    await("end of the process")
        .untilAsserted(
            () ->
                assertThat(roots(ProcessInstanceIntent.ELEMENT_COMPLETED))
                    .hasSize(roots(ProcessInstanceIntent.ELEMENT_ACTIVATED).size()));
    passed(endEventId);
  }

  /** The story stands still with an incident at the element, for an operator to look at. */
  void standsStillAt(String elementId) {
    assertThat(incidents())
        .extracting(IncidentRecordValue::getElementId)
        .containsExactly(elementId);
  }

  private List<IncidentRecordValue> incidents() {
    return events(IncidentIntent.CREATED)
        .map(record -> (IncidentRecordValue) record.getValue())
        .toList();
  }

  private List<ProcessInstanceRecordValue> roots(ProcessInstanceIntent intent) {
    return elements(intent)
        .filter(element -> element.getBpmnElementType() == BpmnElementType.PROCESS)
        .toList();
  }

  private Stream<ProcessInstanceRecordValue> elements(ProcessInstanceIntent intent) {
    return events(intent).map(record -> (ProcessInstanceRecordValue) record.getValue());
  }

  private Stream<Record<?>> events(Intent intent) {
    return engine
        .records()
        .filter(
            record -> record.getRecordType() == RecordType.EVENT && record.getIntent() == intent);
  }

  @SuppressWarnings("unchecked")
  private Optional<Record<UserTaskRecordValue>> newestTask(String elementId) {
    return events(UserTaskIntent.CREATED)
        .filter(record -> record.getPosition() > lastTask)
        .map(record -> (Record<UserTaskRecordValue>) (Record<? extends RecordValue>) record)
        .filter(record -> record.getValue().getElementId().equals(elementId))
        .findFirst();
  }

  private ActivatedJob nextJob(String type) {
    return await("job " + type)
        .until(
            () ->
                engine
                    .client()
                    .newActivateJobsCommand()
                    .jobType(type)
                    .maxJobsToActivate(1)
                    .timeout(Duration.ofDays(1000))
                    .send()
                    .join()
                    .getJobs(),
            jobs -> !jobs.isEmpty())
        .getFirst();
  }

  private static ConditionFactory await(String what) {
    return Awaitility.await(what)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE);
  }

  private void answer(ActivatedJob job, Map<String, ?> variables) {
    engine.client().newCompleteCommand(job).variables(variables).send().join();
    engine.settle();
  }

  /** A job that a worker has taken. */
  final class JobStep {

    private final ActivatedJob job;

    JobStep(ActivatedJob job) {
      this.job = job;
    }

    JobStep at(String elementId) {
      assertThat(job.getElementId()).isEqualTo(elementId);
      return this;
    }

    JobStep sees(String variable, Object value) {
      assertThat(job.getVariablesAsMap()).containsEntry(variable, value);
      return this;
    }

    ProcessStory completes() {
      return completes(Map.of());
    }

    ProcessStory completes(Map<String, ?> variables) {
      answer(job, variables);
      return ProcessStory.this;
    }

    ProcessStory throwsError(String code, Map<String, ?> variables) {
      engine.client().newThrowErrorCommand(job).errorCode(code).variables(variables).send().join();
      engine.settle();
      return ProcessStory.this;
    }
  }

  /** A user task that waits in Tasklist. */
  final class UserTaskStep {

    private final Map<String, Object> workItem;
    private final UserTaskRecordValue task;

    UserTaskStep(Map<String, Object> workItem, UserTaskRecordValue task) {
      this.workItem = workItem;
      this.task = task;
    }

    /** Tasklist and the work list offer it to the same groups. */
    UserTaskStep offeredTo(String... groups) {
      assertThat(task.getCandidateGroupsList()).containsExactly(groups);
      assertThat(workItem).containsEntry("candidateGroups", List.of(groups));
      return this;
    }

    UserTaskStep about(String subject, String path) {
      assertThat(workItem).containsEntry("subject", subject).containsEntry("subjectPath", path);
      return this;
    }

    UserTaskStep hasDueDate() {
      assertThat(task.getDueDate()).isNotBlank();
      assertThat(workItem.get("dueAt")).isNotNull();
      return this;
    }

    UserTaskStep sees(String variable, Object value) {
      assertThat(workItem).containsEntry(variable, value);
      return this;
    }

    /** Goes on with the story while the task stays open. */
    ProcessStory meanwhile() {
      return ProcessStory.this;
    }

    /** A person fills the form in and completes the task; the work list learns who it was. */
    ProcessStory completedBy(String person, Map<String, ?> form) {
      engine.completeUserTask(task.getUserTaskKey(), form);
      ActivatedJob closing = nextJob("close-work-item");
      assertThat(closing.getElementId()).isEqualTo(task.getElementId());
      answer(closing, Map.of("completedBy", person));
      return ProcessStory.this;
    }
  }
}
