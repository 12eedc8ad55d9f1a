package genba.connector;

import genba.connector.ConnectorDetails.ConnectionDetails;
import genba.connector.ConnectorDetails.HealthCheck;
import java.util.List;
import java.util.Optional;

/** What the catalogue's pages read. */
interface ConnectorInsight {

  /** Empty for a name no connector has. */
  Optional<ConnectorDetails> details(String connector);

  /** All named connections and those the connectors would need, by name. */
  List<ConnectionDetails> connections();

  /** Sends the connection's health request now; answers within some seconds, never throws. */
  HealthCheck check(String connection);
}
