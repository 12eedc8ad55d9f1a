package genba.connector;

import java.util.List;

/** What can be called. */
public interface ConnectorCatalogue {

  /** All connectors by name, the broken ones with their problem. */
  List<Connector> connectors();

  /** Systems that can run bots: those with start-run and get-run connectors. */
  List<String> botSystems();
}
