package genba.connector;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be called now. {@link ConnectorLoader} fills it. */
@Component
class KameletCatalogue implements ConnectorCatalogue {

  private static final Capacity UNKNOWN = new Capacity(8, Duration.ofMinutes(1));

  private final Guards guards;
  private final ConnectorProperties properties;
  private final PublicKamelets publicKamelets;
  private volatile SortedMap<String, LoadedKamelet> kamelets = new TreeMap<>();
  private volatile boolean loaded;

  KameletCatalogue(Guards guards, ConnectorProperties properties, PublicKamelets publicKamelets) {
    this.guards = guards;
    this.properties = properties;
    this.publicKamelets = publicKamelets;
  }

  @Override
  public List<Connector> connectors() {
    if (!loaded) {
      return List.of();
    }
    return Stream.concat(
            kamelets.values().stream().map(LoadedKamelet::file),
            publicKamelets.files().values().stream())
        .map(KameletFile::connector)
        .sorted(Comparator.comparing(Connector::name))
        .toList();
  }

  @Override
  public Optional<Connector> find(String name) {
    return Optional.ofNullable(file(name)).map(KameletFile::connector);
  }

  @Override
  public List<String> botSystems() {
    return kamelets.values().stream()
        .map(LoadedKamelet::file)
        .filter(KameletFile::sound)
        .map(file -> file.connector().system())
        .distinct()
        .filter(system -> isSound(system + "-start-run") && isSound(system + "-get-run"))
        .sorted()
        .toList();
  }

  @Override
  public Capacity capacity(String name) {
    KameletFile file = file(name);
    if (file == null) {
      return UNKNOWN;
    }
    String system = file.connector().system();
    try {
      Policy policy = guards.policy(system, system);
      return new Capacity(
          policy.bulkhead() == null ? UNKNOWN.parallelCalls() : policy.bulkhead().calls(),
          timeLimit(file, policy));
    } catch (IllegalArgumentException e) {
      return UNKNOWN; // each call says what is wrong with the policy
    }
  }

  /** The connector's own limit, else the policy's, else the general one. */
  Duration timeLimit(@Nullable KameletFile file, Policy policy) {
    if (policy.ownTimeLimit() && policy.timeLimit() != null) {
      return policy.timeLimit();
    }
    if (file != null && file.timeLimit() != null) {
      return file.timeLimit();
    }
    return policy.timeLimit() == null ? properties.timeLimit() : policy.timeLimit();
  }

  /** False for the first moments of a start: runs of an earlier one may be asked for already. */
  boolean isLoaded() {
    return loaded;
  }

  @Nullable LoadedKamelet kamelet(String connector) {
    LoadedKamelet own = kamelets.get(connector);
    return own != null || !loaded ? own : publicKamelets.kamelet(connector);
  }

  @Nullable KameletFile file(String connector) {
    LoadedKamelet own = kamelets.get(connector);
    return own != null ? own.file() : loaded ? publicKamelets.files().get(connector) : null;
  }

  /** From now on these are served. */
  void serve(Map<String, LoadedKamelet> all) {
    kamelets = new TreeMap<>(all);
    loaded = true;
  }

  private boolean isSound(String connector) {
    LoadedKamelet kamelet = kamelets.get(connector);
    return kamelet != null && kamelet.file().sound();
  }
}
