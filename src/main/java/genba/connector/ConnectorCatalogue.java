package genba.connector;

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
}
