package genba.automation;

import genba.connector.CallbackVerifier;
import genba.connector.Connector;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.directory.DataClass;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a bot system is asked for. The run's id is the reference in all of it, and the system's own
 * id goes along where its connector wants it.
 */
@Component
final class BotSystem {

  private static final Set<String> NOT_FOUND = Set.of("HTTP_404", "HTTP_410");

  private final ConnectorGateway gateway;
  private final ConnectorCatalogue catalogue;
  private final CallbackAddresses callbacks;
  private final CallbackVerifier verifier;

  BotSystem(
      ConnectorGateway gateway,
      ConnectorCatalogue catalogue,
      CallbackAddresses callbacks,
      CallbackVerifier verifier) {
    this.gateway = gateway;
    this.catalogue = catalogue;
    this.callbacks = callbacks;
    this.verifier = verifier;
  }

  ConnectorOutcome start(RunRow run, DataClass dataClass) {
    String connector = run.system() + "-start-run";
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("bot", run.bot());
    parameters.put("input", run.input());
    Optional<Connector> known = catalogue.find(connector);
    if (known.isPresent() && known.get().takes("priority")) {
      parameters.put("priority", run.priority().name());
    }
    if (known.isPresent() && known.get().takes("dataClass")) {
      parameters.put("dataClass", dataClass.name());
    }
    return gateway.call(
        new ConnectorCall(
            connector,
            run.id(),
            parameters,
            null,
            dataClass.name(),
            callbacks.of(run.system(), run.id())));
  }

  /** False for the first moments of a hub, while its connectors are being loaded. */
  boolean isReady() {
    return !catalogue.connectors().isEmpty();
  }

  /**
   * Whether the system can be asked by our reference, so that an unclear start can be looked up.
   */
  boolean knowsReferences(String system) {
    return catalogue.find(system + "-start-run").map(Connector::lookupByReference).orElse(true);
  }

  /** Whether the system was told where to call back, so that a callback may still say more. */
  boolean callsBack(RunRow run) {
    return callbacks.of(run.system(), run.id()) != null && verifier.hears(run.system());
  }

  boolean canAskMany(String system) {
    return isSound(system + "-get-runs");
  }

  boolean canCancel(String system) {
    return isSound(system + "-cancel-run");
  }

  BotAnswer ask(RunRow run) {
    String key = key(run);
    if (key == null && !knowsReferences(run.system())) {
      return new BotAnswer.NoKey();
    }
    return switch (call(run, "-get-run", key)) {
      case ConnectorOutcome.Completed(var output) -> answer(run, output);
      case ConnectorOutcome.Accepted _ -> new BotAnswer.Known(BotReport.bare(RunState.RUNNING));
      // Only "not found" says that it has no such run: a question it refuses answers nothing.
      case ConnectorOutcome.Rejected(var code, var _) ->
          NOT_FOUND.contains(code) ? new BotAnswer.Unknown() : new BotAnswer.NoKey();
      case ConnectorOutcome.RetryLater(var reason, var backOff, var _) ->
          new BotAnswer.Away(reason, backOff);
      case ConnectorOutcome.Misconfigured(var reason) -> new BotAnswer.Broken(reason);
    };
  }

  /**
   * Asks about many runs of one system in one call. A run that the answer does not name is unknown.
   */
  Map<String, BotAnswer> askMany(String system, List<RunRow> runs) {
    Map<String, BotAnswer> answers = new HashMap<>();
    List<RunRow> asked =
        runs.stream().filter(run -> key(run) != null || knowsReferences(system)).toList();
    runs.forEach(run -> answers.put(run.id(), new BotAnswer.NoKey()));
    if (asked.isEmpty()) {
      return answers;
    }
    ConnectorOutcome outcome =
        gateway.call(
            new ConnectorCall(
                system + "-get-runs",
                asked.getFirst().id(),
                Map.of("runs", asked.stream().map(this::question).toList())));
    switch (outcome) {
      case ConnectorOutcome.Completed(var output) -> {
        Collection<?> told = output.get("runs") instanceof Collection<?> list ? list : List.of();
        asked.forEach(run -> answers.put(run.id(), answer(run, told)));
      }
      // One run may have spoilt the question: each is asked by itself.
      case ConnectorOutcome.Rejected _, ConnectorOutcome.Accepted _ ->
          asked.forEach(run -> answers.put(run.id(), ask(run)));
      case ConnectorOutcome.RetryLater(var reason, var backOff, var _) ->
          asked.forEach(run -> answers.put(run.id(), new BotAnswer.Away(reason, backOff)));
      case ConnectorOutcome.Misconfigured(var reason) ->
          asked.forEach(run -> answers.put(run.id(), new BotAnswer.Broken(reason)));
    }
    return answers;
  }

  /** Asks the system to stop the run, whether it goes on or not. */
  ConnectorOutcome cancel(RunRow run) {
    return call(run, "-cancel-run", key(run));
  }

  private ConnectorOutcome call(RunRow run, String verb, @Nullable String key) {
    String connector = run.system() + verb;
    Map<String, Object> parameters = new LinkedHashMap<>();
    Optional<Connector> known = catalogue.find(connector);
    if (key != null && known.isPresent() && known.get().takes("key")) {
      parameters.put("key", key);
    }
    if (known.isPresent() && known.get().takes("bot")) {
      parameters.put("bot", run.bot());
    }
    return gateway.call(new ConnectorCall(connector, run.id(), parameters));
  }

  private Map<String, Object> question(RunRow run) {
    String key = key(run);
    return key == null ? Map.of("reference", run.id()) : Map.of("reference", run.id(), "key", key);
  }

  private BotAnswer answer(RunRow run, Collection<?> told) {
    String key = key(run);
    for (Object each : told) {
      if (each instanceof Map<?, ?> report
          && (run.id().equals(text(report, "reference"))
              || key != null && key.equals(text(report, "key")))) {
        return answer(run, report);
      }
    }
    return new BotAnswer.Unknown();
  }

  private static BotAnswer answer(RunRow run, Map<?, ?> output) {
    String reference = text(output, "reference");
    if (reference != null && !reference.equals(run.id())) {
      return new BotAnswer.Unknown(); // Another's: a key that a callback named wrongly.
    }
    BotReport report = BotReport.of(output);
    return report == null ? new BotAnswer.Unknown() : new BotAnswer.Known(report);
  }

  private static @Nullable String text(Map<?, ?> report, String name) {
    Object value = report.get(name);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  /** What a callback named helps only where nothing else is known to ask by. */
  private @Nullable String key(RunRow run) {
    return run.botKey() != null || knowsReferences(run.system()) ? run.botKey() : run.keyHint();
  }

  private boolean isSound(String connector) {
    return catalogue.find(connector).filter(each -> each.problem() == null).isPresent();
  }
}
