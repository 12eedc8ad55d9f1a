package genba.automation;

import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The three things a bot system is asked for. The run's id is the reference in all of them. */
@Component
final class BotSystem {

  private final ConnectorGateway gateway;

  BotSystem(ConnectorGateway gateway) {
    this.gateway = gateway;
  }

  ConnectorOutcome start(String system, String runId, String bot, Map<String, String> input) {
    return gateway.call(
        new ConnectorCall(system + "-start-run", runId, Map.of("bot", bot, "input", input)));
  }

  BotAnswer ask(String system, String runId) {
    return switch (gateway.call(new ConnectorCall(system + "-get-run", runId, Map.of()))) {
      case ConnectorOutcome.Completed(var output) -> {
        BotReport report = BotReport.of(output);
        yield report == null ? new BotAnswer.Unknown() : new BotAnswer.Known(report);
      }
      case ConnectorOutcome.Accepted _ ->
          new BotAnswer.Known(new BotReport(RunState.RUNNING, 0, 0, 0, null, null));
      case ConnectorOutcome.Rejected _ -> new BotAnswer.Unknown();
      case ConnectorOutcome.RetryLater(var reason, var backOff, var _) ->
          new BotAnswer.Away(reason, backOff);
      case ConnectorOutcome.Misconfigured(var reason) -> new BotAnswer.Broken(reason);
    };
  }

  /** Asks the system to stop the run, whether it goes on or not. */
  ConnectorOutcome cancel(String system, String runId) {
    return gateway.call(new ConnectorCall(system + "-cancel-run", runId, Map.of()));
  }
}
