package genba.automation;

import genba.automation.Automations.NewAutomation;
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
import org.springframework.transaction.support.TransactionTemplate;

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

  /** Variable with the id of the automation that the call counts for; without it nothing counts. */
  static final String COUNTS_FOR = "countsFor";

  /** Variable with the number of cases that the call does; 1 where it is not given. */
  static final String COUNTED_ITEMS = "countedItems";

  /** Error code of what the other system refused; a boundary event may catch it. */
  static final String REJECTED = "CONNECTOR_REJECTED";

  private static final String START = "-start-run";

  private final ConnectorGateway gateway;
  private final ConnectorCatalogue catalogue;
  private final UnclearCalls calls;
  private final CallGain gains;
  private final TransactionTemplate transactions;
  private final Clock clock;

  ConnectorJob(
      ConnectorGateway gateway,
      ConnectorCatalogue catalogue,
      UnclearCalls calls,
      CallGain gains,
      TransactionTemplate transactions,
      Clock clock) {
    this.gateway = gateway;
    this.catalogue = catalogue;
    this.calls = calls;
    this.gains = gains;
    this.transactions = transactions;
    this.clock = clock;
  }

  JobResult handle(Connector connector, Job job) {
    String dataClass = job.textOr(DATA_CLASS, "");
    Optional<String> objection = objection(connector, dataClass);
    if (objection.isPresent()) {
      return new JobResult.Incident(objection.get());
    }
    ConnectorCall call = call(connector, job, dataClass);
    Counted counted = null;
    String countsFor = job.textOr(COUNTS_FOR, "");
    if (!countsFor.isBlank()) {
      NewAutomation automation = gains.automation(countsFor).orElse(null);
      if (automation == null) {
        return new JobResult.Incident(
            "There is no automation '%s' that the task could count for".formatted(countsFor));
      }
      counted = new Counted(countsFor, automation, job.numberOr(COUNTED_ITEMS, 1));
    }
    if (connector.idempotent()) {
      ConnectorOutcome outcome = gateway.call(call);
      count(counted, call, outcome);
      return result(call, outcome);
    }
    Optional<UnclearCall> earlier = calls.find(call.reference());
    // Who has been told and lets the job come again wants the call to be repeated.
    if (earlier.isPresent() && earlier.get().toldAt() == null) {
      JobResult known = lookUp(connector, call);
      if (known != null) {
        return known;
      }
    }
    return ask(connector, call, counted);
  }

  /** What a call that is done counts. */
  private record Counted(String automationId, NewAutomation automation, long items) {}

  private void count(@Nullable Counted counted, ConnectorCall call, ConnectorOutcome outcome) {
    if (counted != null && outcome instanceof ConnectorOutcome.Completed) {
      transactions.executeWithoutResult(_ -> record(counted, call));
    }
  }

  private void record(Counted counted, ConnectorCall call) {
    gains.record(counted.automationId(), counted.automation(), call.reference(), counted.items());
  }

  private JobResult ask(Connector connector, ConnectorCall call, @Nullable Counted counted) {
    calls.asking(call.reference(), connector.name(), clock.instant());
    ConnectorOutcome outcome = gateway.call(call);
    if (outcome instanceof ConnectorOutcome.RetryLater(var reason, var backOff, var untouched)
        && !untouched) {
      return canBeLookedUp(connector)
          ? new JobResult.Later(reason, backOff)
          : toPerson(call, reason);
    }
    transactions.executeWithoutResult(
        _ -> {
          calls.clear(call.reference());
          if (counted != null && outcome instanceof ConnectorOutcome.Completed) {
            record(counted, call);
          }
        });
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
