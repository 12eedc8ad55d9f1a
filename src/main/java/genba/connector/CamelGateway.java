package genba.connector;

import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.SecretStore.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Calls a Kamelet: parameters travel as the body, the reference as the header {@code
 * GenbaReference}, and nothing else, so no caller can steer a route by Camel's own headers. What
 * the connection's policy says is done here and nowhere else.
 */
@Component
class CamelGateway implements ConnectorGateway, DisposableBean {

  private static final Duration WHILE_LOADING = Duration.ofSeconds(2);

  static final String REFERENCE = "GenbaReference";
  private static final Logger log = LoggerFactory.getLogger(CamelGateway.class);

  /** Nobody waits for a system that is only played to be silent. */
  private static final Duration REHEARSAL = Duration.ofSeconds(5);

  private static final Duration AFTER_SILENCE = Duration.ofSeconds(30);

  private final KameletCatalogue catalogue;
  private final ProducerTemplate camel;
  private final Connections connections;
  private final Guards guards;
  private final CallErrors errors;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  CamelGateway(
      KameletCatalogue catalogue,
      ProducerTemplate camel,
      Connections connections,
      Guards guards,
      CallErrors errors) {
    this.catalogue = catalogue;
    this.camel = camel;
    this.connections = connections;
    this.guards = guards;
    this.errors = errors;
  }

  @Override
  public ConnectorOutcome call(ConnectorCall call) {
    LoadedKamelet kamelet = catalogue.kamelet(call.connector());
    if (kamelet == null && !catalogue.isLoaded()) {
      return new RetryLater("The connectors are being loaded", WHILE_LOADING, true);
    }
    if (kamelet == null) {
      return new Misconfigured("There is no connector '" + call.connector() + "'");
    }
    Connector connector = kamelet.file().connector();
    if (connector.problem() != null) {
      return new Misconfigured(connector.problem());
    }
    if (call.dataClass() != null
        && !call.dataClass().isBlank()
        && !connector.dataClasses().contains(call.dataClass())) {
      return new Misconfigured(
          "%s may carry %s, but not %s"
              .formatted(
                  connector.name(), String.join(", ", connector.dataClasses()), call.dataClass()));
    }
    String name = connections.nameFor(connector, call.connection());
    try {
      Connection connection = connections.of(connector, call.connection());
      return Masker.mask(overConnection(kamelet, call, connection));
    } catch (Unavailable e) {
      String reason = Masker.shorten(String.valueOf(e.getMessage()));
      ConnectorOutcome outcome =
          e.passing() ? new RetryLater(reason, AFTER_SILENCE, true) : new Misconfigured(reason);
      errors.record(connector.name(), name, outcome);
      return outcome;
    } catch (IllegalArgumentException e) {
      ConnectorOutcome outcome = new Misconfigured(Masker.shorten(String.valueOf(e.getMessage())));
      errors.record(connector.name(), name, outcome);
      return outcome;
    }
  }

  private ConnectorOutcome overConnection(
      LoadedKamelet kamelet, ConnectorCall call, Connection connection) {
    KameletFile file = kamelet.file();
    if (connection.file() != null && connection.file().problem() != null) {
      return new Misconfigured(connection.file().problem());
    }
    List<String> missing = missing(file, connection);
    if (!missing.isEmpty()) {
      ConnectorOutcome outcome =
          new Misconfigured(
              "genba.connector.connections.%s has no %s".formatted(connection.name(), missing));
      errors.record(call.connector(), connection.name(), outcome);
      return outcome;
    }
    List<String> problems = file.contract().problemsOf(call.parameters(), connection.values());
    if (!problems.isEmpty()) {
      return new Misconfigured(call.connector() + ": " + String.join("; ", problems));
    }
    Guard guard = guards.of(connection);
    RetryLater turnedAway = guard.enter();
    if (turnedAway != null) {
      guards.count(call.connector(), connection.name(), "TurnedAway", 0);
      return turnedAway;
    }
    long begun = System.nanoTime();
    Answer answer = null;
    try {
      answer = ask(kamelet, call, connection, guard.policy());
    } finally {
      long took = System.nanoTime() - begun;
      guard.leave(answer == null ? null : answer.ill(), took);
      guards.count(
          call.connector(),
          connection.name(),
          answer == null ? "Error" : answer.outcome().getClass().getSimpleName(),
          took);
    }
    errors.record(call.connector(), connection.name(), answer.outcome());
    return answer.outcome();
  }

  /** A refused credential may have been changed where it is kept: it is read anew, once. */
  private Answer ask(
      LoadedKamelet kamelet, ConnectorCall call, Connection connection, Policy policy) {
    Answer answer = withinLimit(kamelet, new CallScope(call, connection, null), policy);
    if (answer.kind() != Answer.Kind.UNAUTHORIZED) {
      return answer; // also where an earlier request of the route had an effect already
    }
    Connection renewed = connections.renewed(connection);
    return renewed == null
        ? answer
        : withinLimit(kamelet, new CallScope(call, renewed, null), policy);
  }

  /** Calls a connector whose other system is played from an example. */
  ConnectorOutcome rehearse(ConnectorCall call, Connection connection, Replay replay) {
    LoadedKamelet kamelet = catalogue.kamelet(call.connector());
    return kamelet == null
        ? new Misconfigured("There is no connector '" + call.connector() + "'")
        : rehearse(kamelet, call, connection, replay);
  }

  /** The same with a version of the connector that is not in service yet. */
  ConnectorOutcome rehearse(
      LoadedKamelet kamelet, ConnectorCall call, Connection connection, Replay replay) {
    KameletFile file = kamelet.file();
    if (file.connector().problem() != null) {
      return new Misconfigured(file.connector().problem());
    }
    List<String> problems = file.contract().problemsOf(call.parameters());
    return problems.isEmpty()
        ? withinLimit(kamelet, new CallScope(call, connection, replay), Policy.BUILT_IN).outcome()
        : new Misconfigured(call.connector() + ": " + String.join("; ", problems));
  }

  private static List<String> missing(KameletFile file, Connection connection) {
    List<String> missing = new ArrayList<>(file.contract().missingIn(connection.values()));
    if (connection.file() != null) {
      connection.file().missingIn(connection.values()).stream()
          .filter(name -> !missing.contains(name))
          .forEach(missing::add);
    }
    return missing;
  }

  /**
   * On a thread of its own, a virtual one: the only way to end in time what does not listen to an
   * interruption.
   */
  private Answer withinLimit(LoadedKamelet kamelet, CallScope scope, Policy policy) {
    ConnectorCall call = scope.call();
    Duration limit = catalogue.timeLimit(kamelet.file(), policy);
    Duration patience =
        scope.replay() == null || limit.compareTo(REHEARSAL) < 0 ? limit : REHEARSAL;
    long until = System.nanoTime() + limit.toNanos();
    Future<Answer> answer = calls.submit(() -> askTwice(kamelet, scope, policy, until));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Answer(
          new RetryLater(
              "%s did not answer within %d s".formatted(call.connector(), limit.toSeconds()),
              AFTER_SILENCE),
          Answer.Kind.NETWORK);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer(
          new RetryLater(call.connector() + ": this program is stopping", AFTER_SILENCE),
          Answer.Kind.OURS);
    } catch (ExecutionException e) {
      return failed(scope, e.getCause() == null ? e : e.getCause());
    }
  }

  /** One quick redelivery, only where the same call twice has the effect of one. */
  private Answer askTwice(LoadedKamelet kamelet, CallScope scope, Policy policy, long until)
      throws InterruptedException {
    Answer answer = ask(kamelet, scope);
    Duration after = redeliverAfter(kamelet.file(), policy);
    boolean again =
        after != null
            && scope.replay() == null
            && (answer.kind() == Answer.Kind.NETWORK || answer.kind() == Answer.Kind.ILL)
            && System.nanoTime() + after.toNanos() < until;
    if (!again) {
      return answer;
    }
    Thread.sleep(after);
    return ask(kamelet, scope);
  }

  static @Nullable Duration redeliverAfter(KameletFile file, Policy policy) {
    return file.connector().idempotent() ? policy.redeliverAfter() : null;
  }

  private Answer ask(LoadedKamelet kamelet, CallScope scope) {
    ConnectorCall call = scope.call();
    Exchange exchange;
    try {
      exchange =
          camel.request(
              kamelet.endpoint(scope.connection(), call.parameters()),
              asked -> {
                scope.putOn(asked);
                if (kamelet.file().contract().bindsCalls()) {
                  PublicKamelets.message(asked.getMessage(), call.parameters());
                } else {
                  asked.getIn().setBody(call.parameters());
                  asked.getIn().setHeader(REFERENCE, call.reference());
                }
              });
    } catch (RuntimeException e) {
      return failed(scope, e);
    }
    Exception failure = exchange.getException();
    if (failure != null) {
      Answer answer = failed(scope, failure);
      return exchange.getProperty(CallScope.TOUCHED) == null ? answer : answer.afterAnEffect();
    }
    return new Answer(
        kamelet.file().contract().bindsCalls()
            ? PublicKamelets.answer(exchange.getMessage())
            : Answers.of(exchange.getMessage().getBody(), call.reference()),
        Answer.Kind.WELL);
  }

  private static Answer failed(CallScope scope, Throwable failure) {
    Answer answer = new Answer(Answers.of(failure), Answers.kind(failure));
    if (scope.replay() != null) {
      return answer;
    }
    ConnectorCall call = scope.call();
    if (answer.kind() == Answer.Kind.OURS) {
      log.warn(
          "{} for {} failed: {}",
          call.connector(),
          call.reference(),
          Masker.mask(answer.outcome()),
          failure);
    } else {
      log.warn(
          "{} for {} failed: {}",
          call.connector(),
          call.reference(),
          Masker.mask(answer.outcome()));
    }
    return answer;
  }

  @Override
  public void destroy() {
    calls.shutdownNow();
  }
}
