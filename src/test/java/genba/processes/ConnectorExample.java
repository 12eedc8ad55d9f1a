package genba.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An example beside a connector, its system's hosts replaced by scripted ones on loopback.
 *
 * @param name of its connection, its script and its process: {@code uipath-get-run-by-key}
 * @param connection the properties of its connection
 */
record ConnectorExample(
    String name, String system, JsonNode content, Map<String, String> connection) {

  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path FOLDER = Path.of("connectors");

  /** All examples that play another system. */
  static List<ConnectorExample> all(ScriptedSystems systems) {
    try (Stream<Path> files = Files.walk(FOLDER, 3)) {
      return files
          .filter(file -> file.toString().matches(".*/examples/[^/]+[.]json"))
          .filter(file -> read(file).has("exchanges"))
          .sorted()
          .map(file -> of(file, systems))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String connector() {
    return content.path("call").path("connector").asString();
  }

  JsonNode parameters() {
    return content.path("call").path("parameters");
  }

  JsonNode expected() {
    return content.path("expect");
  }

  private static ConnectorExample of(Path file, ScriptedSystems systems) {
    String system = file.getParent().getParent().getFileName().toString();
    String name = system + "-" + file.getFileName().toString().replace(".json", "");
    JsonNode written = read(file);
    String hub = written.path("call").path("callbackAddress").asString("");
    Set<String> ours = hub.isEmpty() ? Set.of() : Set.of(origin(hub));
    JsonNode content = JSON.readTree(systems.addressed(name, written.toString(), ours));
    systems.script(name, content.path("exchanges"));
    Map<String, String> connection = new TreeMap<>();
    settings(system)
        .forEach((key, value) -> connection.put(key, systems.addressed(name, value, ours)));
    // A connection that trusts only its vendor's addresses must be told to trust these.
    if (connection.containsKey("trustedAddress")) {
      connection.put("trustedAddress", origin(connection.get("webhookAddress")));
    }
    content
        .path("connection")
        .properties()
        .forEach(
            setting -> {
              if (setting.getValue().isNull()) {
                connection.remove(setting.getKey());
              } else {
                connection.put(setting.getKey(), setting.getValue().asString());
              }
            });
    return new ConnectorExample(name, system, content, connection);
  }

  /** Examples and defaults of what a connection to the system needs. */
  private static Map<String, String> settings(String system) {
    Path file = FOLDER.resolve(system).resolve(system + ".connection.yaml");
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      if (Files.exists(file)) {
        Map<String, Map<String, Map<String, Object>>> content =
            new Yaml().load(Files.readString(file));
        content
            .getOrDefault("properties", Map.of())
            .forEach(
                (name, property) -> {
                  Object value = property.getOrDefault("example", property.get("default"));
                  if (value != null) {
                    settings.put(name, value.toString());
                  }
                });
      }
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
