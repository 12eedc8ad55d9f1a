package genba.connector;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to one call and travels with its exchange.
 *
 * @param replay answers instead of the network; null: the network
 */
record CallScope(ConnectorCall call, Connection connection, @Nullable Replay replay) {

  /** Set once the other system has answered a request that may have changed something. */
  static final String TOUCHED = "GenbaTouched";

  private static final String PROPERTY = "GenbaCallScope";

  void putOn(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }

  /**
   * @throws IllegalStateException outside of a call
   */
  static CallScope of(Exchange exchange) {
    CallScope scope = exchange.getProperty(PROPERTY, CallScope.class);
    if (scope == null) {
      throw new IllegalStateException("A connector's route was not called by the gateway");
    }
    return scope;
  }

  /** What expressions see of the call. */
  Map<String, @Nullable Object> variables() {
    Map<String, @Nullable Object> variables = new HashMap<>();
    variables.put("parameters", call.parameters());
    variables.put("reference", call.reference());
    variables.put("connection", connection.values());
    variables.put("dataClass", call.dataClass());
    variables.put("callbackAddress", call.callbackAddress());
    return variables;
  }
}
