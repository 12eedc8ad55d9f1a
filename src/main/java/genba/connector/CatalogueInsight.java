package genba.connector;

import genba.connector.ConnectorDetails.ConnectionDetails;
import genba.connector.ConnectorDetails.HealthCheck;
import genba.connector.ConnectorDetails.Limits;
import genba.connector.ConnectorDetails.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Puts together what a connector's page shows, and leaves every secret out. */
@Component
class CatalogueInsight implements ConnectorInsight {

  private final KameletCatalogue catalogue;
  private final Connections connections;
  private final Guards guards;
  private final CallErrors errors;
  private final ConnectionHealth health;

  CatalogueInsight(
      KameletCatalogue catalogue,
      Connections connections,
      Guards guards,
      CallErrors errors,
      ConnectionHealth health) {
    this.catalogue = catalogue;
    this.connections = connections;
    this.guards = guards;
    this.errors = errors;
    this.health = health;
  }

  @Override
  public Optional<ConnectorDetails> details(String connector) {
    KameletFile file = catalogue.file(connector);
    if (file == null) {
      return Optional.empty();
    }
    String system = file.connector().system();
    boolean needsConnection =
        connections.files().containsKey(system) || !file.contract().ofConnection().isEmpty();
    String main = connections.nameFor(file.connector(), null);
    return Optional.of(
        new ConnectorDetails(
            inTheirLanguage(file),
            file.path(),
            needsConnection
                ? connections.namesOf(system).stream()
                    .filter(name -> concerns(file, name, main))
                    .map(name -> connection(system, name, file))
                    .toList()
                : List.of(),
            limits(system, main, file),
            errors.of(connector)));
  }

  /** Of the public catalogue's many connections only the general one and its own. */
  private static boolean concerns(KameletFile file, String name, String main) {
    return !file.connector().system().equals(PublicKamelets.SYSTEM)
        || name.equals(main)
        || !name.startsWith(PublicKamelets.SYSTEM);
  }

  private static Connector inTheirLanguage(KameletFile file) {
    FileProblem fault = file.fault();
    if (fault == null) {
      return file.connector();
    }
    Locale locale = LocaleContextHolder.getLocale();
    String reason = fault.reason(locale);
    String text =
        fault.line() == 0
            ? fault.file() + "：" + reason
            : fault.file() + ":" + fault.line() + "：" + reason;
    return file.connector()
        .withProblem(
            locale.getLanguage().equals(Locale.JAPANESE.getLanguage()) ? text : fault.inEnglish());
  }

  @Override
  public List<ConnectionDetails> connections() {
    Map<String, ConnectionDetails> all = new TreeMap<>();
    connections
        .files()
        .keySet()
        .forEach(
            system ->
                connections
                    .namesOf(system)
                    .forEach(name -> all.put(name, connection(system, name, null))));
    return List.copyOf(all.values());
  }

  @Override
  public HealthCheck check(String connection) {
    String system = Objects.requireNonNullElse(connections.systemOf(connection), connection);
    return health.check(system, connection);
  }

  private ConnectionDetails connection(String system, String name, @Nullable KameletFile kamelet) {
    ConnectionFile file = connections.files().get(system);
    Map<String, String> configured = connections.configuredValues(system, name);
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    if (file != null) {
      file.properties()
          .values()
          .forEach(
              wanted -> {
                String value = configured.getOrDefault(wanted.name(), wanted.defaultValue());
                settings.put(
                    wanted.name(),
                    setting(
                        wanted.name(),
                        wanted.title(),
                        wanted.description(),
                        wanted.required(),
                        wanted.secret(),
                        value));
              });
    }
    if (kamelet != null) {
      kamelet
          .contract()
          .ofConnection()
          .values()
          .forEach(
              wanted ->
                  settings.putIfAbsent(
                      wanted.name(),
                      setting(
                          wanted.name(),
                          wanted.title(),
                          wanted.description(),
                          wanted.required(),
                          wanted.secret(),
                          configured.getOrDefault(wanted.name(), wanted.defaultValue()))));
    }
    settings.values().stream()
        .filter(setting -> setting.required() && !setting.set())
        .forEach(setting -> missing.add(setting.title()));
    return new ConnectionDetails(
        name,
        system,
        List.copyOf(settings.values()),
        missing,
        limits(system, name, kamelet),
        guards.breaker(name),
        health.last(name),
        health.canCheck(system));
  }

  private static Setting setting(
      String name,
      String title,
      String description,
      boolean required,
      boolean secret,
      @Nullable String value) {
    boolean set = value != null && !value.isBlank();
    String shown =
        value == null || !set || secret || Secrets.isReference(value) ? null : Masker.mask(value);
    return new Setting(name, title, description, required, secret, set, shown);
  }

  private Limits limits(String system, String connection, @Nullable KameletFile kamelet) {
    Policy policy;
    try {
      policy = guards.policy(system, connection);
    } catch (IllegalArgumentException e) {
      policy = Policy.BUILT_IN; // a call says what is wrong with the connection's own
    }
    Duration limit = catalogue.timeLimit(kamelet, policy);
    return new Limits(
        policy.name(),
        limit,
        kamelet == null ? policy.redeliverAfter() : CamelGateway.redeliverAfter(kamelet, policy),
        policy.bulkhead() == null ? null : policy.bulkhead().calls(),
        policy.rate() == null ? null : policy.rate().calls(),
        policy.rate() == null ? null : policy.rate().per());
  }
}
