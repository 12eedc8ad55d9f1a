package genba.connector;

import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Calls a Kamelet: parameters travel as the body, the reference as the header {@code
 * GenbaReference}, and nothing else, so no caller can steer a route by Camel's own headers.
 */
@Component
class CamelGateway implements ConnectorGateway, DisposableBean {

  private static final Duration WHILE_LOADING = Duration.ofSeconds(2);

  static final String REFERENCE = "GenbaReference";
  private static final Logger log = LoggerFactory.getLogger(CamelGateway.class);
  private static final Duration AFTER_SILENCE = Duration.ofSeconds(30);

  private final KameletCatalogue catalogue;
  private final ProducerTemplate camel;
  private final ConnectorProperties properties;
  private final Connections connections;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  CamelGateway(
      KameletCatalogue catalogue,
      ProducerTemplate camel,
      ConnectorProperties properties,
      Connections connections) {
    this.catalogue = catalogue;
    this.camel = camel;
    this.properties = properties;
    this.connections = connections;
  }

  @Override
  public ConnectorOutcome call(ConnectorCall call) {
    KameletFile file = catalogue.file(call.connector());
    if (file == null && !catalogue.isLoaded()) {
      return new RetryLater("The connectors are being loaded", WHILE_LOADING, true);
    }
    if (file == null) {
      return new Misconfigured("There is no connector '" + call.connector() + "'");
    }
    Connector connector = file.connector();
    if (connector.problem() != null) {
      return new Misconfigured(connector.problem());
    }
    Connection connection;
    try {
      connection = connections.of(connector.system(), call.connection());
    } catch (IllegalArgumentException e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    }
    List<String> missing = missing(file, connection);
    if (!missing.isEmpty()) {
      return new Misconfigured(
          "genba.connector.connections.%s has no %s".formatted(connection.name(), missing));
    }
    List<String> problems = file.contract().problemsOf(call.parameters());
    if (!problems.isEmpty()) {
      return new Misconfigured(call.connector() + ": " + String.join("; ", problems));
    }
    return withinLimit(file, new CallScope(call, connection, null));
  }

  /** Calls a connector whose other system is played from an example. */
  ConnectorOutcome rehearse(ConnectorCall call, Connection connection, Replay replay) {
    KameletFile file = catalogue.file(call.connector());
    if (file == null) {
      return new Misconfigured("There is no connector '" + call.connector() + "'");
    }
    if (file.connector().problem() != null) {
      return new Misconfigured(file.connector().problem());
    }
    List<String> problems = file.contract().problemsOf(call.parameters());
    return problems.isEmpty()
        ? withinLimit(file, new CallScope(call, connection, replay))
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

  private ConnectorOutcome withinLimit(KameletFile file, CallScope scope) {
    ConnectorCall call = scope.call();
    Duration limit = Objects.requireNonNullElse(file.timeLimit(), properties.timeLimit());
    Future<ConnectorOutcome> answer = calls.submit(() -> ask(file, scope));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new RetryLater(
          "%s did not answer within %d s".formatted(call.connector(), limit.toSeconds()),
          AFTER_SILENCE);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new RetryLater(call.connector() + ": this program is stopping", AFTER_SILENCE);
    } catch (ExecutionException e) {
      return failed(call, e.getCause() == null ? e : e.getCause());
    }
  }

  private ConnectorOutcome ask(KameletFile file, CallScope scope) {
    ConnectorCall call = scope.call();
    Exchange exchange =
        camel.request(
            "kamelet:" + file.kamelet(),
            asked -> {
              scope.putOn(asked);
              asked.getIn().setBody(call.parameters());
              asked.getIn().setHeader(REFERENCE, call.reference());
            });
    Exception failure = exchange.getException();
    return failure != null
        ? failed(call, failure)
        : Answers.of(exchange.getMessage().getBody(), call.reference());
  }

  private static ConnectorOutcome failed(ConnectorCall call, Throwable failure) {
    ConnectorOutcome outcome = Answers.of(failure);
    log.warn("{} for {} failed: {}", call.connector(), call.reference(), outcome, failure);
    return outcome;
  }

  @Override
  public void destroy() {
    calls.shutdownNow();
  }
}
