package genba.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Terms as the system's connection and its get-run connector say them. */
@Component
class FiledBotTerms implements BotTerms {

  private static final Logger LOG = LoggerFactory.getLogger(FiledBotTerms.class);
  private static final String RUNS_PER_BOT = "parallelRunsPerBot";
  private static final String RUNS_PER_SYSTEM = "parallelRuns";
  private static final int PER_BOT = 1;
  private static final int PER_SYSTEM = 4;
  private static final Duration PENDING = Duration.ofMinutes(15);

  private final ConnectorFolder folder;
  private final Connections connections;
  private final Map<String, Pending> pendings = new ConcurrentHashMap<>();

  FiledBotTerms(ConnectorFolder folder, Connections connections) {
    this.folder = folder;
    this.connections = connections;
  }

  @Override
  public Limits limits(String system) {
    ConnectionFile file = connections.files().get(system);
    Map<String, String> given =
        Connections.named(
            connections.configuredValues(system, system), List.of(RUNS_PER_BOT, RUNS_PER_SYSTEM));
    Map<String, String> connection = file == null ? given : file.complete(given);
    return new Limits(
        number(system, connection, RUNS_PER_BOT, PER_BOT),
        number(system, connection, RUNS_PER_SYSTEM, PER_SYSTEM));
  }

  @Override
  public Pending pending(String system) {
    return pendings.computeIfAbsent(system, this::find);
  }

  @EventListener
  void readAgain(ConnectorsLoaded loaded) {
    pendings.clear();
  }

  private Pending find(String system) {
    String kamelet = "%s/%s-get-run-action.kamelet.yaml".formatted(system, system);
    try {
      for (ConnectorFolder.Entry entry : folder.find(kamelet)) {
        return read(entry.content().getContentAsString(StandardCharsets.UTF_8));
      }
    } catch (IOException | YAMLException e) {
      LOG.warn("{} cannot be read for what to make of pending runs", kamelet, e);
    }
    return new Pending(PENDING, List.of());
  }

  private static Pending read(String kamelet) {
    Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(kamelet);
    Map<?, ?> annotations = map(map(root, "metadata"), "annotations");
    Object limit = annotations.get("genba.jp/pending-limit");
    String checklist = Objects.toString(annotations.get("genba.jp/pending-checklist"), "");
    return new Pending(
        limit == null ? PENDING : duration(limit.toString()),
        checklist.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeParseException e) {
      LOG.warn("genba.jp/pending-limit '{}' is no duration", text);
      return PENDING;
    }
  }

  private static int number(
      String system, Map<String, String> connection, String name, int otherwise) {
    String value = connection.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value.strip().matches("[1-9]\\d{0,3}")) {
      return Integer.parseInt(value.strip());
    }
    LOG.warn(
        "genba.connector.connections.{}.{} is no number of runs: {} it is",
        system,
        name,
        otherwise);
    return otherwise;
  }

  private static Map<?, ?> map(@Nullable Object parent, String key) {
    return parent instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> child
        ? child
        : Map.of();
  }
}
