package genba.connector;

import genba.connector.SecretStore.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The named connections, and what each system wants of them. Names are compared without hyphens and
 * case, because environment variables can express neither.
 */
@Component
class Connections {

  private static final String SYSTEM = "system";
  private static final String POLICY = "policy";

  /** How long a resolved secret is used before its file or vault is looked at again. */
  private static final Duration FRESH = Duration.ofSeconds(10);

  private final ConnectorFolder folder;
  private final Secrets secrets;
  private final Clock clock;
  private final Map<String, Configured> configured = new TreeMap<>();
  private final Map<String, Resolved> resolved = new ConcurrentHashMap<>();
  private volatile @Nullable Map<String, ConnectionFile> files;

  /** As it stands in the configuration, references to secrets included. */
  private record Configured(
      String name, String system, Map<String, String> limits, Map<String, String> values) {}

  private record Resolved(Connection connection, Instant until) {}

  Connections(
      ConnectorFolder folder, ConnectorProperties properties, Secrets secrets, Clock clock) {
    this.folder = folder;
    this.secrets = secrets;
    this.clock = clock;
    properties
        .connections()
        .forEach(
            (name, values) ->
                configured.merge(plain(name), configured(name, values), Connections::both));
  }

  private static Configured configured(String name, Map<String, String> given) {
    Map<String, String> limits = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    String system = name;
    for (Map.Entry<String, String> entry : given.entrySet()) {
      if (SYSTEM.equals(entry.getKey())) {
        system = entry.getValue();
      } else if (Policy.isOverride(entry.getKey())) {
        limits.put(entry.getKey(), entry.getValue());
      } else {
        values.put(entry.getKey(), entry.getValue());
      }
    }
    return new Configured(name, system, limits, values);
  }

  private static Configured both(Configured one, Configured other) {
    Map<String, String> limits = new LinkedHashMap<>(one.limits);
    limits.putAll(other.limits);
    Map<String, String> values = new LinkedHashMap<>(one.values);
    values.putAll(other.values);
    boolean fuller = other.name.contains("-");
    return new Configured(
        fuller ? other.name : one.name,
        one.system.equals(one.name) ? other.system : one.system,
        limits,
        values);
  }

  /**
   * A connection of a system.
   *
   * @param name null: the one named as the system
   * @throws IllegalArgumentException where there is none of this name, or it belongs to another
   *     system
   * @throws Unavailable where a secret cannot be had
   */
  Connection of(String system, @Nullable String name) throws Unavailable {
    String chosen = name == null ? system : name;
    Resolved known = resolved.get(chosen);
    if (known != null
        && known.connection.system().equals(system)
        && clock.instant().isBefore(known.until)) {
      return known.connection;
    }
    return resolve(system, chosen, known);
  }

  /** The connection of a call; null: the one named as the connector, where there is one. */
  Connection of(Connector connector, @Nullable String name) throws Unavailable {
    return of(connector.system(), nameFor(connector, name));
  }

  /** Name of the connection a call goes over. */
  String nameFor(Connector connector, @Nullable String name) {
    if (name != null && !name.isBlank()) {
      return name;
    }
    Configured own =
        PublicKamelets.SYSTEM.equals(connector.system())
            ? configured.get(plain(connector.name()))
            : null;
    return own == null ? connector.system() : connector.name();
  }

  private Connection resolve(String system, String chosen, @Nullable Resolved known)
      throws Unavailable {
    Configured given = configured.get(plain(chosen));
    if (given == null && !plain(chosen).equals(plain(system))) {
      throw new IllegalArgumentException(
          "There is no connection '%s': genba.connector.connections.%s is not set"
              .formatted(chosen, chosen));
    }
    if (given != null && !belongs(given, system)) {
      throw new IllegalArgumentException(
          "The connection '%s' belongs to %s, not to %s".formatted(chosen, given.system, system));
    }
    ConnectionFile file = files().get(system);
    Map<String, String> values =
        given == null ? Map.of() : named(given.values, file == null ? List.of() : names(file));
    Map<String, String> real = new LinkedHashMap<>();
    boolean changing = false;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      changing |= Secrets.isReference(entry.getValue());
      real.put(entry.getKey(), value(chosen, entry, file));
    }
    Connection fresh =
        new Connection(chosen, system, file == null ? real : file.complete(real), file);
    // The same object as long as nothing changed: routes and tokens hang on it.
    Connection connection =
        known != null && known.connection.equals(fresh) ? known.connection : fresh;
    resolved.put(
        chosen, new Resolved(connection, changing ? clock.instant().plus(FRESH) : Instant.MAX));
    return connection;
  }

  /** The connectors of the public catalogue are systems of their own as well. */
  private static boolean belongs(Configured given, String system) {
    return plain(given.system).equals(plain(system))
        || (system.equals(PublicKamelets.SYSTEM)
            && given.system.startsWith(PublicKamelets.SYSTEM + "-"));
  }

  private String value(
      String connection, Map.Entry<String, String> entry, @Nullable ConnectionFile file)
      throws Unavailable {
    try {
      String value = secrets.resolve(entry.getValue());
      if (isSecret(entry.getKey(), file)) {
        Masker.learn(value);
      }
      return value;
    } catch (Unavailable e) {
      throw new Unavailable(
          "genba.connector.connections.%s.%s: %s"
              .formatted(connection, entry.getKey(), e.getMessage()),
          e.passing(),
          e);
    }
  }

  private static boolean isSecret(String name, @Nullable ConnectionFile file) {
    ConnectionFile.Setting setting = file == null ? null : file.properties().get(name);
    return setting == null
        ? name.toLowerCase(Locale.ROOT).matches(".*(password|passphrase|secret|token|apikey)")
        : setting.secret();
  }

  /**
   * The other system refused the connection's credentials: asks for its secrets anew.
   *
   * @return the connection with other values; null where they are the same
   */
  @Nullable Connection renewed(Connection refused) {
    Configured given = configured.get(plain(refused.name()));
    if (given == null || given.values.values().stream().noneMatch(Secrets::isReference)) {
      return null;
    }
    given.values.values().forEach(secrets::forget);
    resolved.remove(refused.name());
    try {
      Connection fresh = of(refused.system(), refused.name());
      return fresh.values().equals(refused.values()) ? null : fresh;
    } catch (Unavailable e) {
      return null;
    }
  }

  /** Values a connection is configured with, references instead of secrets. */
  Map<String, String> configuredValues(String system, String name) {
    Configured given = configured.get(plain(name));
    ConnectionFile file = files().get(system);
    return given == null ? Map.of() : named(given.values, file == null ? List.of() : names(file));
  }

  /** The policy's values that a connection sets for itself. */
  Map<String, String> limits(String name) {
    Configured given = configured.get(plain(name));
    return given == null ? Map.of() : given.limits;
  }

  /** Name of the policy a connection is under. */
  String policy(String system, String name) {
    ConnectionFile file = files().get(system);
    return Objects.requireNonNullElse(
        limits(name).get(POLICY), file == null ? Policy.STANDARD : file.policy());
  }

  /** Names of a system's connections; at least the one named as the system. */
  List<String> namesOf(String system) {
    TreeSet<String> names = new TreeSet<>();
    names.add(system);
    configured.values().stream()
        .filter(given -> belongs(given, system))
        .filter(given -> !plain(given.name).equals(plain(system)))
        .forEach(given -> names.add(given.name));
    return List.copyOf(names);
  }

  /** A system of a connection, null where nobody configured one of this name. */
  @Nullable String systemOf(String name) {
    Configured given = configured.get(plain(name));
    return given == null ? null : given.system;
  }

  boolean isConfigured(String name) {
    return configured.containsKey(plain(name));
  }

  /** A connection made of the examples, to try a connector without its system. */
  Connection rehearsal(String system, Map<String, @Nullable String> instead) {
    return rehearsal(files().get(system), system, instead);
  }

  static Connection rehearsal(
      @Nullable ConnectionFile file, String system, Map<String, @Nullable String> instead) {
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
        throw new UncheckedIOException("Cannot read " + entry.path(), e);
      }
    }
    use(found);
    return found;
  }

  /** From now on these are what the systems want. */
  void use(Map<String, ConnectionFile> wanted) {
    files = Map.copyOf(wanted);
    resolved.clear();
  }

  private static List<String> names(ConnectionFile file) {
    return List.copyOf(file.properties().keySet());
  }

  /** With the names as the system writes them: {@code client-id} is {@code clientId}. */
  static Map<String, String> named(Map<String, String> given, List<String> names) {
    Map<String, String> known = new LinkedHashMap<>();
    names.forEach(name -> known.put(plain(name), name));
    Map<String, String> named = new LinkedHashMap<>();
    given.forEach((name, value) -> named.put(known.getOrDefault(plain(name), name), value));
    return named;
  }

  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }
}
