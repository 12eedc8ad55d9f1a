package genba.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be called. */
public interface ConnectorCatalogue {

  /** All connectors by name, the broken ones with their problem. */
  List<Connector> connectors();

  /** Systems that can run bots: those with start-run and get-run connectors. */
  List<String> botSystems();

  /** A connector by its name, also a broken one. */
  default Optional<Connector> find(String name) {
    return connectors().stream().filter(connector -> connector.name().equals(name)).findFirst();
  }

  /** What a caller may expect of a connector; the same for one that is not there. */
  default Capacity capacity(String name) {
    return new Capacity(8, Duration.ofMinutes(1));
  }

  /**
   * @param parallelCalls more than this at the same time are turned away
   * @param timeLimit after which a call has ended in any case
   */
  record Capacity(int parallelCalls, Duration timeLimit) {}
}
