package genba.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * @param connector name of the Kamelet without {@code -action}, {@code robot-framework-start-run}
 * @param reference the caller's own id (run id), given to the other system as its reference
 * @param parameters as in the Kamelet's contract; secrets come from the connection, never from here
 * @param connection the connection to use; null: the one named as the connector's system
 * @param dataClass class of the data that travels; null where the caller does not know it
 * @param callbackAddress where the other system may say that something happened; null: nowhere
 */
public record ConnectorCall(
    String connector,
    String reference,
    Map<String, Object> parameters,
    @Nullable String connection,
    @Nullable String dataClass,
    @Nullable String callbackAddress) {

  /** A call over the system's own connection. */
  public ConnectorCall(String connector, String reference, Map<String, Object> parameters) {
    this(connector, reference, parameters, null, null, null);
  }
}
