package genba.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Loads every connector file into Camel; a broken one is listed with its problem and stops no
 * other.
 */
@Component
class ConnectorLoader implements CamelContextConfiguration {

  private static final Logger log = LoggerFactory.getLogger(ConnectorLoader.class);
  private static final Pattern LINE = Pattern.compile("\\bline[: ]+(\\d+)");

  private final ConnectorFolder folder;
  private final Connections connections;
  private final KameletCatalogue catalogue;
  private @Nullable KameletRoutes routes;

  ConnectorLoader(ConnectorFolder folder, Connections connections, KameletCatalogue catalogue) {
    this.folder = folder;
    this.connections = connections;
    this.catalogue = catalogue;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    // The routes are loaded once Camel runs: each is tried out, and one that fails must not stop
    // Camel.
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // The gateway alone decides what a failure means, and logs it once.
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
    routes = new KameletRoutes(camel);
    Map<String, LoadedKamelet> found = new TreeMap<>();
    for (ConnectorFolder.Entry entry : folder.find("*/*.kamelet.yaml")) {
      LoadedKamelet kamelet = load(entry);
      found.put(kamelet.file().connector().name(), kamelet);
    }
    catalogue.serve(found);
    List<String> broken =
        catalogue.connectors().stream().map(Connector::problem).filter(Objects::nonNull).toList();
    broken.forEach(problem -> log.error("Connector cannot be used: {}", problem));
    log.info("{} connectors loaded from {}, {} broken", found.size(), folder, broken.size());
  }

  private LoadedKamelet load(ConnectorFolder.Entry entry) {
    KameletRoutes camel = Objects.requireNonNull(routes);
    String text;
    try {
      text = entry.content().getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return broken(
          KameletFile.read(entry.system(), entry.fileName(), "")
              .broken(entry.fileName() + ": cannot be read, " + e.getMessage()));
    }
    KameletFile file = KameletFile.read(entry.system(), entry.fileName(), text);
    if (!file.sound()) {
      return broken(file);
    }
    try {
      LoadedKamelet kamelet = camel.load(file, entry.path());
      tryOut(kamelet);
      return kamelet;
    } catch (Exception e) {
      return broken(file.broken(problemOf(entry.fileName(), e)));
    }
  }

  private LoadedKamelet broken(KameletFile file) {
    return new LoadedKamelet(file, null, Objects.requireNonNull(routes));
  }

  /** Makes its route, where what the route needs is there: a call says what is missing. */
  private void tryOut(LoadedKamelet kamelet) {
    String system = kamelet.file().connector().system();
    Contract contract = kamelet.file().contract();
    if (contract.bindsNothing()) {
      kamelet.endpoint(new Connection(system, system, Map.of(), null), Map.of());
      return;
    }
    try {
      Connection connection = connections.of(system, null);
      if (contract.missingIn(connection.values()).isEmpty()) {
        kamelet.endpoint(connection, Map.of());
      }
    } catch (SecretStore.Unavailable | IllegalArgumentException e) {
      log.debug("{} is not connected yet", system, e);
    }
  }

  private static String problemOf(String fileName, Throwable failure) {
    Throwable cause = failure;
    int line = 0;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Matcher matcher = LINE.matcher(String.valueOf(t.getMessage()));
      if (line == 0 && matcher.find()) {
        line = Integer.parseInt(matcher.group(1));
      }
      cause = t;
    }
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    return line == 0 ? fileName + ": " + reason : KameletFile.at(fileName, line, reason);
  }
}
