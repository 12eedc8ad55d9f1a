package genba.connector;

/** The one door out of the building. */
public interface ConnectorGateway {

  /**
   * Calls another system; never throws for what the system did, and ends within the connector's
   * time limit.
   */
  ConnectorOutcome call(ConnectorCall call);
}
