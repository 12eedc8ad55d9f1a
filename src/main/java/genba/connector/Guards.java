package genba.connector;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** One guard for each connection that has been called, and what is counted at it. */
@Component
class Guards {

  private final Policies policies;
  private final Connections connections;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<String, Guard> guards = new ConcurrentHashMap<>();

  Guards(
      Policies policies,
      Connections connections,
      Clock clock,
      ObjectProvider<MeterRegistry> meters) {
    this.policies = policies;
    this.connections = connections;
    this.clock = clock;
    this.meters = meters.getIfAvailable(SimpleMeterRegistry::new);
  }

  /**
   * @throws IllegalArgumentException where the connection's policy or limits are wrong
   */
  Guard of(Connection connection) {
    Guard guard = guards.get(connection.name());
    return guard != null
        ? guard
        : guards.computeIfAbsent(connection.name(), name -> make(connection.system(), name));
  }

  /** The policy with what the connection sets for itself. */
  Policy policy(String system, String connection) {
    try {
      return policies
          .find(connections.policy(system, connection))
          .with(connections.limits(connection));
    } catch (Policy.Wrong e) {
      throw new IllegalArgumentException(
          "genba.connector.connections.%s: %s"
              .formatted(connection, e.problem(connection).reason(java.util.Locale.ENGLISH)),
          e);
    }
  }

  /** The breaker's state, null before the first call. */
  @Nullable String breaker(String connection) {
    Guard guard = guards.get(connection);
    return guard == null ? null : guard.breakerState();
  }

  /** Policies or limits have changed: guards that stand under another one now are made anew. */
  void renew() {
    guards.forEach(
        (name, guard) -> {
          String system = guard.system();
          try {
            if (!guard.policy().equals(policy(system, name))) {
              guards.remove(name);
            }
          } catch (IllegalArgumentException e) {
            guards.remove(name); // the next call says what is wrong
          }
        });
  }

  void count(String connector, String connection, String outcome, long nanos) {
    meters
        .timer(
            "genba.connector.calls",
            "connector",
            connector,
            "connection",
            connection,
            "outcome",
            outcome)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Guard make(String system, String name) {
    Guard guard = new Guard(policy(system, name), system, name, clock);
    Gauge.builder("genba.connector.breaker", this, all -> all.breakerLevel(name))
        .description("0: closed, 1: half open, 2: open")
        .tag("connection", name)
        .register(meters);
    return guard;
  }

  private double breakerLevel(String connection) {
    String state = breaker(connection);
    return "OPEN".equals(state) ? 2 : "HALF_OPEN".equals(state) ? 1 : 0;
  }
}
