package genba.connector;

import genba.connector.ConnectorDetails.HealthCheck;
import genba.connector.SecretStore.Unavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Asks a system, on demand, whether it is there and knows us: the connection's health request. */
@Component
class ConnectionHealth {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Connections connections;
  private final HttpWire wire;
  private final Authentication authentication;
  private final Feel feel;
  private final MessageSource messages;
  private final Clock clock;
  private final Map<String, ConnectionProbe> probes;
  private final Map<String, HealthCheck> last = new ConcurrentHashMap<>();

  ConnectionHealth(
      Connections connections,
      HttpWire wire,
      Authentication authentication,
      Feel feel,
      MessageSource messages,
      List<ConnectionProbe> probes,
      Clock clock) {
    this.connections = connections;
    this.wire = wire;
    this.authentication = authentication;
    this.feel = feel;
    this.messages = messages;
    this.probes =
        probes.stream().collect(Collectors.toMap(ConnectionProbe::system, probe -> probe));
    this.clock = clock;
  }

  /** Whether there is a way to check connections of the system. */
  boolean canCheck(String system) {
    ConnectionFile file = connections.files().get(system);
    return probes.containsKey(system) || file != null && !file.health().isEmpty();
  }

  /** Result of the last check of a connection, null where there was none since the start. */
  @Nullable HealthCheck last(String connection) {
    return last.get(connection);
  }

  /** Never throws, and ends within some seconds. */
  HealthCheck check(String system, String name) {
    long begun = System.nanoTime();
    Result result = result(system, name);
    HealthCheck check =
        new HealthCheck(
            result.healthy,
            Masker.shorten(result.reason),
            clock.instant(),
            Duration.ofNanos(System.nanoTime() - begun));
    last.put(name, check);
    return check;
  }

  private record Result(boolean healthy, String reason) {}

  private Result result(String system, String name) {
    Connection connection;
    try {
      connection = connections.of(system, name);
    } catch (Unavailable | IllegalArgumentException e) {
      return new Result(false, String.valueOf(e.getMessage()));
    }
    ConnectionFile file = connection.file();
    if (file == null || !canCheck(system)) {
      return new Result(false, text("none"));
    }
    if (file.problem() != null) {
      return new Result(false, file.problem());
    }
    List<String> missing = file.missingIn(connection.values());
    if (!missing.isEmpty()) {
      return new Result(false, text("missing", String.join(", ", missing)));
    }
    ConnectionProbe probe = probes.get(system);
    FutureTask<Result> asked =
        new FutureTask<>(
            () ->
                probe == null
                    ? answered(ask(connection, file), file)
                    : found(probe.probe(connection.values())));
    Thread.ofVirtual().start(asked);
    try {
      return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      return new Result(false, text("silent", PATIENCE.toSeconds()));
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      return new Result(false, text("silent", PATIENCE.toSeconds()));
    } catch (ExecutionException e) {
      return new Result(false, text("failed", reason(e)));
    }
  }

  private Result answered(int status, ConnectionFile file) {
    boolean healthy = answers(file).isEmpty() ? status / 100 == 2 : answers(file).contains(status);
    return new Result(healthy, text(healthy ? "answered" : "unexpected", status));
  }

  private Result found(ConnectorOutcome outcome) {
    return outcome instanceof ConnectorOutcome.Completed
        ? new Result(true, text("found"))
        : new Result(false, text("failed", reason(outcome)));
  }

  private static String reason(ExecutionException e) {
    return reason(Answers.of(e.getCause() == null ? e : e.getCause()));
  }

  private static String reason(ConnectorOutcome outcome) {
    return switch (outcome) {
      case ConnectorOutcome.RetryLater(var reason, var _, var _) -> reason;
      case ConnectorOutcome.Misconfigured(var reason) -> reason;
      case ConnectorOutcome.Rejected(var _, var message) -> message;
      case ConnectorOutcome.Completed _, ConnectorOutcome.Accepted _ -> "";
    };
  }

  private int ask(Connection connection, ConnectionFile file) throws Exception {
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    seen.put("connection", connection.values());
    Map<String, Object> wanted = new LinkedHashMap<>(file.health());
    wanted.remove("answers");
    WireRequest request =
        WireRequest.of(feel.setting(wanted, seen), connection)
            .withHeaders(WireRequest.texts(feel.setting(file.headers(), seen)));
    Map<String, String> proof = authentication.headers(connection);
    int status = wire.send(request.withHeaders(proof)).status();
    return status == 401 && authentication.renew(connection, proof)
        ? wire.send(request.withHeaders(authentication.headers(connection))).status()
        : status;
  }

  private static List<Integer> answers(ConnectionFile file) {
    List<Integer> answers = new ArrayList<>();
    if (file.health().get("answers") instanceof Collection<?> list) {
      list.forEach(status -> answers.add(Integer.valueOf(status.toString())));
    }
    return answers;
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(
        "connector.health." + key, arguments, LocaleContextHolder.getLocale());
  }
}
