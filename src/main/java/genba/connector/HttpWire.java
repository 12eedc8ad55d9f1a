package genba.connector;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sends requests with Camel's HTTP component: one pool of connections per host, no cookies, no
 * redirects, no repetition of its own, answers up to a size. How long all of it may take is the
 * gateway's to say.
 */
@Component
class HttpWire {

  private static final int LARGEST_ANSWER = 8 << 20;
  private static final int POOL = 64;
  private static final String OPTIONS =
      "?throwExceptionOnFailure=false&connectTimeout=5000&connectionRequestTimeout=30000"
          + "&responseTimeout=120000&soTimeout=120000&maxTotalConnections="
          + POOL
          + "&connectionsPerRoute="
          + POOL;

  private static final HttpClientConfigurer PLAIN =
      client ->
          client.disableAutomaticRetries().disableCookieManagement().disableRedirectHandling();

  private final ObjectProvider<CamelContext> camel;
  private final Map<String, Producer> producers = new ConcurrentHashMap<>();

  HttpWire(ObjectProvider<CamelContext> camel) {
    this.camel = camel;
  }

  /**
   * @throws IOException where no whole answer came back
   */
  WireAnswer send(WireRequest request) throws Exception {
    URI uri = request.uri();
    Producer producer = producer(uri.getScheme() + "://" + uri.getRawAuthority());
    Exchange exchange = producer.getEndpoint().createExchange();
    var message = exchange.getMessage();
    request.headers().forEach(message::setHeader);
    message.setHeader(Exchange.HTTP_METHOD, request.method());
    message.setHeader(
        Exchange.HTTP_URI, uri.getScheme() + "://" + uri.getRawAuthority() + path(uri));
    String query = request.rawQuery();
    if (query != null) {
      message.setHeader(Exchange.HTTP_RAW_QUERY, query);
    }
    byte[] body = request.bytes();
    if (body != null) {
      message.setHeader(Exchange.CONTENT_TYPE, request.contentType());
      message.setBody(body);
    }
    producer.process(exchange);
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    return answer(exchange);
  }

  private Producer producer(String origin) {
    return producers.computeIfAbsent(
        origin,
        address -> {
          try {
            HttpEndpoint endpoint =
                camel.getObject().getEndpoint(address + OPTIONS, HttpEndpoint.class);
            endpoint.setHttpClientConfigurer(PLAIN);
            Producer made = endpoint.createProducer();
            made.start();
            return made;
          } catch (Exception e) {
            throw new IllegalStateException("No HTTP client for " + address, e);
          }
        });
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null ? "" : uri.getRawPath();
  }

  private static WireAnswer answer(Exchange exchange) throws IOException {
    var message = exchange.getMessage();
    Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> {
              if (!name.startsWith("Camel") && value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), value.toString());
              }
            });
    return new WireAnswer(
        status == null ? 0 : status, headers, text(message.getBody(InputStream.class)));
  }

  private static String text(@Nullable InputStream body) throws IOException {
    if (body == null) {
      return "";
    }
    try (body) {
      byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
      if (bytes.length > LARGEST_ANSWER) {
        throw new IllegalArgumentException("The answer is larger than 8 MB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
