package genba.automation;

import genba.automation.Reading.State;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.directory.DataClass;
import genba.directory.WorkingCalendar;
import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The jobs of read-document. A reading's reference comes from the process instance itself, so that
 * no variable can make a process act on another's document.
 */
@Component
class ReadDocumentWorker {

  static final String READING_FAILED = "READING_FAILED";
  private static final int LONGEST_PATH = 500;

  private final ReadingRepository readings;
  private final ReadingService service;
  private final ConnectorGateway gateway;
  private final WorkingCalendar calendar;
  private final Texts texts;
  private final ReadingProperties properties;
  private final Clock clock;

  ReadDocumentWorker(
      ReadingRepository readings,
      ReadingService service,
      ConnectorGateway gateway,
      WorkingCalendar calendar,
      Texts texts,
      ReadingProperties properties,
      Clock clock) {
    this.readings = readings;
    this.service = service;
    this.gateway = gateway;
    this.calendar = calendar;
    this.texts = texts;
    this.properties = properties;
    this.clock = clock;
  }

  @HandlesJob("start-reading")
  JobResult startReading(Job job) {
    String connection = job.textOr("ocrConnection", "");
    if (job.text("document").length() > LONGEST_PATH) {
      return new JobResult.Incident("'document' has more than " + LONGEST_PATH + " characters");
    }
    var now = clock.instant();
    readings.add(
        new Reading(
            reference(job),
            job.processInstanceKey(),
            job.text("departmentCode"),
            job.text("readingSubject"),
            job.text("document"),
            connection.isBlank() ? null : connection,
            State.READING,
            now,
            now.plus(properties.deadline()),
            0,
            0,
            0,
            0,
            null,
            null,
            null,
            null));
    Reading reading = readings.find(reference(job)).orElseThrow();
    return switch (call("ocr-start-reading", reading, Map.of("document", reading.document()))) {
      case ConnectorOutcome.Accepted _, ConnectorOutcome.Completed _ ->
          JobResult.done(variables(reading, texts.of("reading.started")));
      case ConnectorOutcome.Rejected(var code, var _) ->
          refused(reading, texts.of("reading.refused", code));
      case ConnectorOutcome.RetryLater later ->
          job.retries() <= 1
              ? refused(reading, texts.of("reading.away"))
              : new JobResult.Later(later.reason(), later.backOff());
      case ConnectorOutcome.Misconfigured(var reason) -> new JobResult.Incident(reason);
    };
  }

  private JobResult refused(Reading reading, String message) {
    readings.move(reading.reference(), State.READING, State.FAILED);
    Reading failed = readings.find(reading.reference()).orElseThrow();
    return new JobResult.Error(READING_FAILED, message, variables(failed, message));
  }

  @HandlesJob("look-at-reading")
  JobResult lookAtReading(Job job) {
    Reading reading = readings.find(reference(job)).orElse(null);
    if (reading == null) {
      return new JobResult.Incident("There is no reading " + reference(job));
    }
    if (reading.state() != State.READING) {
      return done(reading.reference());
    }
    readings.looked(reading.reference());
    return switch (call("ocr-get-reading", reading, Map.of())) {
      case ConnectorOutcome.Completed(var output) ->
          switch (String.valueOf(output.get("state"))) {
            case "SUCCEEDED" ->
                service.imported(reading.reference())
                    ? done(reading.reference())
                    : notYet(reading, properties.lookEvery());
            case "FAILED" -> failed(reading);
            default -> notYet(reading, properties.lookEvery());
          };
      case ConnectorOutcome.Accepted _ -> notYet(reading, properties.lookEvery());
      case ConnectorOutcome.Rejected _ -> failed(reading);
      case ConnectorOutcome.RetryLater later -> notYet(reading, later.backOff());
      case ConnectorOutcome.Misconfigured(var reason) -> new JobResult.Incident(reason);
    };
  }

  /** The process comes back after a pause that grows, until the deadline. */
  private JobResult notYet(Reading reading, Duration least) {
    if (clock.instant().isAfter(reading.deadline())) {
      return failed(reading);
    }
    double grown = properties.lookEvery().toMillis() * Math.pow(1.5, Math.min(reading.looks(), 30));
    long pause = Math.max((long) grown, least.toMillis());
    Map<String, Object> variables = new HashMap<>(variables(reading, texts.of("reading.started")));
    variables.put("readingDone", false);
    variables.put("needsCheck", false);
    variables.put(
        "lookAfter",
        Duration.ofSeconds(Math.clamp(pause / 1000, 1, properties.lookCap().toSeconds()))
            .toString());
    return JobResult.done(variables);
  }

  private JobResult failed(Reading reading) {
    readings.move(reading.reference(), State.READING, State.FAILED);
    return done(reading.reference());
  }

  private JobResult done(String reference) {
    Reading reading = readings.find(reference).orElseThrow();
    String message =
        reading.state() == State.FAILED
            ? texts.of("reading.failed")
            : texts.of(
                "reading.read",
                reading.rowsRead(),
                reading.rowsDoubtful(),
                reading.fieldsDoubtful());
    Map<String, Object> variables = new HashMap<>(variables(reading, message));
    variables.put("readingDone", true);
    variables.put("needsCheck", reading.needsCheck());
    return JobResult.done(variables);
  }

  @HandlesJob("hand-over-reading")
  JobResult handOverReading(Job job) {
    Reading reading = readings.find(reference(job)).orElse(null);
    if (reading == null) {
      return new JobResult.Incident("There is no reading " + reference(job));
    }
    return switch (reading.state()) {
      case READING -> new JobResult.Incident(reading.reference() + " has not been read yet");
      case READ, FAILED -> {
        var objection = service.objection(reading, job.textOr("completedBy", ""));
        yield objection.isPresent()
            ? JobResult.done(Map.of("handedOver", false, "checkMessage", objection.get()))
            : handedOver(reading);
      }
      case HANDED_OVER, BY_HAND -> JobResult.done(end(reading, reading.reference() + ".csv"));
    };
  }

  private JobResult handedOver(Reading reading) {
    String file;
    try {
      file = service.handOver(reading);
    } catch (IllegalStateException e) {
      return new JobResult.Incident(String.valueOf(e.getMessage()));
    }
    return JobResult.done(end(readings.find(reading.reference()).orElseThrow(), file));
  }

  private static Map<String, Object> end(Reading reading, String file) {
    return Map.of(
        "handedOver",
        true,
        "checkMessage",
        "",
        "readingState",
        reading.state().name(),
        "checkedFile",
        reading.state() == State.HANDED_OVER ? file : "");
  }

  private ConnectorOutcome call(String connector, Reading reading, Map<String, Object> parameters) {
    return gateway.call(
        new ConnectorCall(
            connector,
            reading.reference(),
            parameters,
            reading.connection(),
            DataClass.PERSONAL.name(),
            null));
  }

  /** Our own words and numbers only. */
  private Map<String, Object> variables(Reading reading, @Nullable String message) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("readingId", reading.reference());
    variables.put("readingState", reading.state().name());
    variables.put("readingFailed", reading.state() == State.FAILED);
    variables.put("readingMessage", message);
    variables.put("checkMessage", "");
    variables.put("subject", reading.subject());
    variables.put("subjectPath", "/readings/" + reading.reference());
    variables.put("staffGroups", List.of("staff:" + reading.departmentCode()));
    variables.put("lookAfter", properties.lookEvery().toString());
    variables.put(
        "dueAt",
        calendar
            .plusWorkingDays(clock.instant(), properties.checkDays())
            .atZone(clock.getZone())
            .toOffsetDateTime()
            .toString());
    return variables;
  }

  private static String reference(Job job) {
    return "reading-" + job.processInstanceKey();
  }
}
