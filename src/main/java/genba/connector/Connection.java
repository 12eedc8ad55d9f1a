package genba.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named way to one system: addresses, credentials, limits.
 *
 * @param name as configured, {@code uipath} or {@code uipath-tax}
 * @param values what the connectors of the system ask for; secrets resolved
 * @param file what the system wants of a connection; null where its folder says nothing
 */
record Connection(
    String name, String system, Map<String, String> values, @Nullable ConnectionFile file) {

  /** Without the values: they hold secrets. */
  @Override
  public String toString() {
    return "connection " + name + " of " + system;
  }
}
