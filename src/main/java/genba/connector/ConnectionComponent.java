package genba.connector;

import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.springframework.stereotype.Component;

/**
 * {@code connection:http?answers=404,409} in a connector file: sends what the body describes (see
 * {@link WireRequest}) over the call's connection, with its headers and its proof of who asks, and
 * puts the answer in the body. Statuses that are neither 2xx nor named in {@code answers} end the
 * route as an outcome. A refused token is renewed once: a request that was refused did nothing.
 */
@Component("connection-component")
class ConnectionComponent extends DefaultComponent {

  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final HttpWire wire;
  private final Authentication authentication;
  private final Signature signature;
  private final Feel feel;

  ConnectionComponent(
      HttpWire wire, Authentication authentication, Signature signature, Feel feel) {
    this.wire = wire;
    this.authentication = authentication;
    this.signature = signature;
    this.feel = feel;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    if (!"http".equals(remaining)) {
      throw new IllegalArgumentException(
          "connection:" + remaining + " is none; connection:http is");
    }
    Object named = parameters.remove("answers");
    Set<Integer> answers =
        named == null
            ? Set.of()
            : Arrays.stream(named.toString().split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
    return new ConnectionEndpoint(uri, getCamelContext(), answers);
  }

  private final class ConnectionEndpoint extends DefaultEndpoint {

    private final Set<Integer> answers;

    ConnectionEndpoint(String uri, CamelContext camel, Set<Integer> answers) {
      super(uri, null);
      setCamelContext(camel);
      this.answers = answers;
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) throws Exception {
          ask(exchange, answers);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("A connection is only asked");
    }
  }

  private void ask(Exchange exchange, Set<Integer> answers) throws Exception {
    CallScope scope = CallScope.of(exchange);
    WireRequest request =
        WireRequest.of(exchange.getMessage().getBody(), scope.connection())
            .withHeaders(ownHeaders(scope));
    WireAnswer answer =
        scope.replay() == null ? overNetwork(request, scope) : scope.replay().answer(request);
    boolean expected = answer.status() / 100 == 2 || answers.contains(answer.status());
    if (!expected) {
      throw new HttpOperationFailedException(
          request.uri().getRawAuthority(),
          answer.status(),
          "",
          answer.headers().get("location"),
          answer.headers(),
          answer.text());
    }
    if (!READING.contains(request.method())) {
      exchange.setProperty(CallScope.TOUCHED, true);
    }
    answer.putOn(exchange);
  }

  private WireAnswer overNetwork(WireRequest request, CallScope scope) throws Exception {
    Connection connection = scope.connection();
    WireRequest proven = proven(request, connection);
    WireAnswer answer = send(proven);
    if (answer.status() == 401 && authentication.renew(connection, proven.headers())) {
      return send(proven(request, connection));
    }
    return answer;
  }

  /** A call that was given up must not act any more: somebody may have asked what it has done. */
  private WireAnswer send(WireRequest request) throws Exception {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("given up before it was sent");
    }
    return wire.send(request);
  }

  private WireRequest proven(WireRequest request, Connection connection) throws Exception {
    return signature.sign(request.withHeaders(authentication.headers(connection)), connection);
  }

  private Map<String, String> ownHeaders(CallScope scope) {
    ConnectionFile file = scope.connection().file();
    if (file == null || file.headers().isEmpty()) {
      return Map.of();
    }
    return WireRequest.texts(
        new LinkedHashMap<>((Map<?, ?>) feel.setting(file.headers(), scope.variables())));
  }
}
