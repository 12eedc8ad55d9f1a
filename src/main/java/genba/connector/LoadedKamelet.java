package genba.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A connector in service. A Kamelet that uses {@code {{name}}} has one route for each set of values
 * it is called with, any other has one for all.
 */
final class LoadedKamelet {

  private static final int MOST_ROUTES = 64;

  private final KameletFile file;
  private final @Nullable String template;
  private final KameletRoutes routes;

  /** In the order of their last use: where there are too many the first is let go. */
  private final LinkedHashMap<Map<String, String>, Endpoint> endpoints =
      new LinkedHashMap<>(4, 0.75f, true);

  /** For a Kamelet without placeholders: no lock on the way of every call. */
  private volatile @Nullable Endpoint only;

  LoadedKamelet(KameletFile file, @Nullable String template, KameletRoutes routes) {
    this.file = file;
    this.template = template;
    this.routes = routes;
  }

  KameletFile file() {
    return file;
  }

  /** Name of its route template; null where the file is broken. */
  @Nullable String template() {
    return template;
  }

  /**
   * Where a call over this connection goes in.
   *
   * @throws RuntimeException of Camel's where the route cannot be made
   */
  Endpoint endpoint(Connection connection, Map<String, Object> parameters) {
    Endpoint known = only;
    if (known != null) {
      return known;
    }
    if (template == null) {
      throw new IllegalStateException(file.kamelet() + " is broken");
    }
    Map<String, String> values = file.contract().bound(connection.values(), parameters);
    synchronized (endpoints) {
      Endpoint endpoint = endpoints.get(values);
      if (endpoint == null) {
        file.contract().secretsIn(values).forEach(Masker::learn);
        endpoint = routes.open(template, values);
        endpoints.put(values, endpoint);
        letGoOfTheOldest();
      }
      if (file.contract().bindsNothing()) {
        only = endpoint;
      }
      return endpoint;
    }
  }

  private void letGoOfTheOldest() {
    if (endpoints.size() > MOST_ROUTES) {
      Map<String, String> oldest = endpoints.keySet().iterator().next();
      Endpoint gone = endpoints.remove(oldest);
      if (gone != null) {
        routes.close(List.of(gone), null);
      }
    }
  }

  /** Takes it out of service; calls that are under way may end. */
  void unload() {
    if (template == null) {
      return;
    }
    synchronized (endpoints) {
      routes.close(List.copyOf(endpoints.values()), template);
      endpoints.clear();
      only = null;
    }
  }
}
