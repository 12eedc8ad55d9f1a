package genba.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Loads every connector file into Camel; a broken one is listed with its problem and stops no
 * other.
 */
@Component
class KameletCatalogue implements ConnectorCatalogue, CamelContextConfiguration {

  private static final Logger log = LoggerFactory.getLogger(KameletCatalogue.class);
  private static final Pattern LINE = Pattern.compile("\\bline[: ]+(\\d+)");

  private final ConnectorFolder folder;
  private final ConnectorProperties properties;
  private volatile Map<String, KameletFile> files = Map.of();
  private volatile boolean loaded;

  KameletCatalogue(ConnectorFolder folder, ConnectorProperties properties) {
    this.folder = folder;
    this.properties = properties;
  }

  @Override
  public List<Connector> connectors() {
    return files.values().stream().map(KameletFile::connector).toList();
  }

  @Override
  public List<String> botSystems() {
    return files.values().stream()
        .filter(KameletFile::sound)
        .map(file -> file.connector().system())
        .distinct()
        .filter(system -> isSound(system + "-start-run") && isSound(system + "-get-run"))
        .sorted()
        .toList();
  }

  /** False for the first moments of a start: runs of an earlier one may be asked for already. */
  boolean isLoaded() {
    return loaded;
  }

  @Nullable KameletFile file(String connector) {
    return files.get(connector);
  }

  private boolean isSound(String connector) {
    KameletFile file = files.get(connector);
    return file != null && file.sound();
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
    Map<String, KameletFile> found = new TreeMap<>();
    for (ConnectorFolder.Entry entry : folder.find("*/*.kamelet.yaml")) {
      KameletFile file = load(camel, entry);
      found.put(file.connector().name(), file);
    }
    files = found;
    loaded = true;
    List<Connector> broken =
        connectors().stream()
            .filter(connector -> connector.problem() != null)
            .sorted(Comparator.comparing(Connector::name))
            .toList();
    broken.forEach(connector -> log.error("Connector cannot be used: {}", connector.problem()));
    log.info("{} connectors loaded from {}, {} broken", found.size(), folder, broken.size());
  }

  private KameletFile load(CamelContext camel, ConnectorFolder.Entry entry) {
    String text;
    try {
      text = entry.content().getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return KameletFile.read(entry.system(), entry.fileName(), "")
          .broken(entry.fileName() + ": cannot be read, " + e.getMessage());
    }
    KameletFile file = KameletFile.read(entry.system(), entry.fileName(), text);
    if (!file.sound()) {
      return file;
    }
    try {
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("file:" + entry.path(), text));
      freeCallParameters(camel, file);
      return connect(camel, file);
    } catch (Exception e) {
      return file.broken(problemOf(entry.fileName(), e));
    }
  }

  /**
   * Camel wants every required property when a route is made; those of the call come later, as the
   * body.
   */
  private static void freeCallParameters(CamelContext camel, KameletFile file) {
    RouteTemplateDefinition template =
        ((ModelCamelContext) camel).getRouteTemplateDefinition(file.kamelet());
    if (template == null || template.getTemplateParameters() == null) {
      return;
    }
    template.getTemplateParameters().stream()
        .filter(parameter -> file.contract().ofCall().containsKey(parameter.getName()))
        .forEach(parameter -> parameter.setRequired(false));
  }

  private KameletFile connect(CamelContext camel, KameletFile file) {
    Map<String, String> connection = properties.connection(file.connector().system());
    if (!file.contract().missingIn(connection).isEmpty()) {
      return file; // a call says what is missing; the file itself is sound
    }
    KameletComponent component = camel.getComponent("kamelet", KameletComponent.class);
    Properties values = new Properties();
    file.contract().ofConnection().keySet().stream()
        .filter(connection::containsKey)
        .forEach(name -> values.setProperty(name, Objects.requireNonNull(connection.get(name))));
    Map<String, Properties> all =
        component.getTemplateProperties() == null
            ? new TreeMap<>()
            : new TreeMap<>(component.getTemplateProperties());
    all.put(file.kamelet(), values);
    component.setTemplateProperties(all);
    camel.getEndpoint("kamelet:" + file.kamelet());
    return file;
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
