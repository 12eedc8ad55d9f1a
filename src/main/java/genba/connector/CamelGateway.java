package genba.connector;

import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import java.time.Duration;
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
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  CamelGateway(KameletCatalogue catalogue, ProducerTemplate camel, ConnectorProperties properties) {
    this.catalogue = catalogue;
    this.camel = camel;
    this.properties = properties;
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
    List<String> missing = file.contract().missingIn(properties.connection(connector.system()));
    if (!missing.isEmpty()) {
      return new Misconfigured(
          "genba.connector.connections.%s has no %s".formatted(connector.system(), missing));
    }
    List<String> problems = file.contract().problemsOf(call.parameters());
    if (!problems.isEmpty()) {
      return new Misconfigured(call.connector() + ": " + String.join("; ", problems));
    }
    return withinLimit(file, call);
  }

  private ConnectorOutcome withinLimit(KameletFile file, ConnectorCall call) {
    Duration limit = Objects.requireNonNullElse(file.timeLimit(), properties.timeLimit());
    Future<ConnectorOutcome> answer = calls.submit(() -> ask(file, call));
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

  private ConnectorOutcome ask(KameletFile file, ConnectorCall call) {
    Exchange exchange =
        camel.request(
            "kamelet:" + file.kamelet(),
            asked -> {
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
