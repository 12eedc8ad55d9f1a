package genba.connector;

/**
 * The catalogue has been loaded or changed: whoever serves connectors by name reads {@link
 * ConnectorCatalogue} again.
 */
public record ConnectorsLoaded() {}
