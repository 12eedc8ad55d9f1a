package genba.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The named connections, and what each system wants of them. */
@Component
class Connections {

  private static final String SYSTEM = "system";

  private final ConnectorFolder folder;
  private final ConnectorProperties properties;
  private volatile @Nullable Map<String, ConnectionFile> files;

  Connections(ConnectorFolder folder, ConnectorProperties properties) {
    this.folder = folder;
    this.properties = properties;
  }

  /**
   * A connection of a system.
   *
   * @param name null: the one named as the system
   * @throws IllegalArgumentException where it belongs to another system
   */
  Connection of(String system, @Nullable String name) {
    String chosen = name == null ? system : name;
    Map<String, String> given = new LinkedHashMap<>(properties.connection(chosen));
    String belongsTo = Objects.requireNonNullElse(given.remove(SYSTEM), chosen);
    if (!belongsTo.equals(system)) {
      throw new IllegalArgumentException(
          "The connection '%s' belongs to %s, not to %s".formatted(chosen, belongsTo, system));
    }
    ConnectionFile file = files().get(system);
    return new Connection(chosen, system, file == null ? given : file.complete(given), file);
  }

  /** A connection made of the examples, to try a connector without its system. */
  Connection rehearsal(String system, Map<String, @Nullable String> instead) {
    ConnectionFile file = files().get(system);
    Map<String, String> values = new LinkedHashMap<>(file == null ? Map.of() : file.examples());
    instead.forEach(
        (name, value) -> {
          if (value == null) {
            values.remove(name);
          } else {
            values.put(name, value);
          }
        });
    return new Connection(system, system, values, file);
  }

  /** What the systems want of a connection, by system. */
  Map<String, ConnectionFile> files() {
    Map<String, ConnectionFile> known = files;
    return known == null ? readAgain() : known;
  }

  /** Reads the files anew. */
  Map<String, ConnectionFile> readAgain() {
    Map<String, ConnectionFile> found = new LinkedHashMap<>();
    for (ConnectorFolder.Entry entry : folder.find("*/*" + ConnectionFile.SUFFIX)) {
      try {
        String text = entry.content().getContentAsString(StandardCharsets.UTF_8);
        found.put(entry.system(), ConnectionFile.read(entry.system(), entry.fileName(), text));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("Cannot read " + entry.path(), e);
      }
    }
    files = found;
    return found;
  }
}
