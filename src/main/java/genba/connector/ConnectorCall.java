package genba.connector;

import java.util.Map;

/**
 * @param connector name of the Kamelet without {@code -action}, {@code robot-framework-start-run}
 * @param reference the caller's own id (run id), given to the other system as its reference
 * @param parameters as in the Kamelet's contract; secrets come from the connection, never from here
 */
public record ConnectorCall(String connector, String reference, Map<String, Object> parameters) {}
