package genba.automation;

import genba.automation.UnclearCalls.UnclearCall;
import genba.connector.Connector;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.engine.Job;
import genba.engine.JobResult;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One call that a task of any process makes. Parameters are the task's variables of their names;
 * the reference is the same for every repetition of the task's job, so that the other system can be
 * asked at most once more.
 */
@Component
class ConnectorJob {

  /** Variable that names a connection other than the system's own. */
  static final String CONNECTION = "connection";

  /** Variable with the class of the data that travels. */
  static final String DATA_CLASS = "dataClass";

  /** Error code of what the other system refused; a boundary event may catch it. */
  static final String REJECTED = "CONNECTOR_REJECTED";

  private static final String START = "-start-run";

  private final ConnectorGateway gateway;
  private final ConnectorCatalogue catalogue;
  private final UnclearCalls calls;
  private final Clock clock;

  ConnectorJob(
      ConnectorGateway gateway, ConnectorCatalogue catalogue, UnclearCalls calls, Clock clock) {
    this.gateway = gateway;
    this.catalogue = catalogue;
    this.calls = calls;
    this.clock = clock;
  }

  JobResult handle(Connector connector, Job job) {
    String dataClass = job.textOr(DATA_CLASS, "");
    Optional<String> objection = objection(connector, dataClass);
    if (objection.isPresent()) {
      return new JobResult.Incident(objection.get());
    }
    ConnectorCall call = call(connector, job, dataClass);
    if (connector.idempotent()) {
      return result(call, gateway.call(call));
    }
    Optional<UnclearCall> earlier = calls.find(call.reference());
    // Who has been told and lets the job come again wants the call to be repeated.
    if (earlier.isPresent() && earlier.get().toldAt() == null) {
      JobResult known = lookUp(connector, call);
      if (known != null) {
        return known;
      }
    }
    return ask(connector, call);
  }

  private JobResult ask(Connector connector, ConnectorCall call) {
    calls.asking(call.reference(), connector.name(), clock.instant());
    ConnectorOutcome outcome = gateway.call(call);
    if (outcome instanceof ConnectorOutcome.RetryLater(var reason, var backOff, var untouched)
        && !untouched) {
      return canBeLookedUp(connector)
          ? new JobResult.Later(reason, backOff)
          : toPerson(call, reason);
    }
    calls.clear(call.reference());
    return result(call, outcome);
  }

  /** What became of an earlier call; null where it is certain that nothing did. */
  private @Nullable JobResult lookUp(Connector connector, ConnectorCall call) {
    if (!canBeLookedUp(connector)) {
      return toPerson(call, "The hub was stopped before it had the answer");
    }
    ConnectorCall question =
        new ConnectorCall(
            lookUpOf(connector),
            call.reference(),
            Map.of(),
            call.connection(),
            call.dataClass(),
            null);
    return switch (gateway.call(question)) {
      case ConnectorOutcome.Completed(var output) -> {
        if ("UNKNOWN".equals(output.getOrDefault("state", "UNKNOWN"))) {
          yield null;
        }
        calls.clear(call.reference());
        yield result(call, new ConnectorOutcome.Accepted(call.reference(), output));
      }
      case ConnectorOutcome.Accepted accepted -> {
        calls.clear(call.reference());
        yield result(call, accepted);
      }
      case ConnectorOutcome.Rejected _ -> null;
      case ConnectorOutcome.RetryLater(var reason, var backOff, var _) ->
          new JobResult.Later(reason, backOff);
      case ConnectorOutcome.Misconfigured(var reason) -> new JobResult.Incident(reason);
    };
  }

  private JobResult toPerson(ConnectorCall call, String reason) {
    calls.told(call.reference(), clock.instant());
    return new JobResult.Incident(
        """
        It is not known whether %s was done (%s). Look in the other system for the reference %s \
        or for what the call would have changed. If it is there, go on after this task by \
        modifying the process instance; if it is not, give the job a retry: the call is then made \
        once more.\
        """
            .formatted(call.connector(), reason, call.reference()));
  }

  private boolean canBeLookedUp(Connector connector) {
    return connector.name().endsWith(START)
        && connector.lookupByReference()
        && catalogue.find(lookUpOf(connector)).filter(found -> found.problem() == null).isPresent();
  }

  private static String lookUpOf(Connector connector) {
    return connector.system() + "-get-run";
  }

  private static Optional<String> objection(Connector connector, String dataClass) {
    if (connector.dataClasses().contains(dataClass)) {
      return Optional.empty();
    }
    return Optional.of(
        dataClass.isBlank()
            ? "The task does not say in '%s' which class its data has; %s may carry %s"
                .formatted(DATA_CLASS, connector.name(), connector.dataClasses())
            : "%s may carry data of the classes %s, not %s"
                .formatted(connector.name(), connector.dataClasses(), dataClass));
  }

  private static ConnectorCall call(Connector connector, Job job, String dataClass) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    connector
        .parameters()
        .forEach(
            parameter -> {
              Object value = job.variables().get(parameter.name());
              if (value != null) {
                parameters.put(parameter.name(), value);
              }
            });
    String connection = job.textOr(CONNECTION, "");
    return new ConnectorCall(
        connector.name(),
        "job-" + job.elementInstanceKey(),
        parameters,
        connection.isBlank() ? null : connection,
        dataClass,
        null);
  }

  private static JobResult result(ConnectorCall call, ConnectorOutcome outcome) {
    return switch (outcome) {
      case ConnectorOutcome.Completed(var output) -> JobResult.done(Map.of("answer", output));
      case ConnectorOutcome.Accepted(var reference, var output) -> {
        Map<String, Object> answer = new LinkedHashMap<>(output);
        answer.put("accepted", true);
        answer.put("reference", reference);
        yield JobResult.done(Map.of("answer", answer));
      }
      case ConnectorOutcome.Rejected(var code, var message) ->
          new JobResult.Error(
              REJECTED,
              call.connector() + ": " + code + " " + message,
              Map.of("rejection", Map.of("code", code, "message", message)));
      case ConnectorOutcome.RetryLater(var reason, var backOff, var _) ->
          new JobResult.Later(reason, backOff);
      case ConnectorOutcome.Misconfigured(var reason) -> new JobResult.Incident(reason);
    };
  }
}
