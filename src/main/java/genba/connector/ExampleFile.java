package genba.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An example of a call: what goes in, what the other system would say, what comes out. It is a
 * test, documentation, and what the catalogue page tries.
 *
 * @param connection values instead of the examples in the connection file; null takes one away
 * @param given calls to make before it; only for connectors that are tried for real
 * @param exchanges null: the call is made for real
 * @param eventually whether a call made for real is repeated until it is as expected
 */
record ExampleFile(
    String title,
    @Nullable Map<String, @Nullable String> connection,
    @Nullable List<Call> given,
    Call call,
    @Nullable List<Exchange> exchanges,
    @Nullable Boolean eventually,
    Expected expect) {

  record Call(
      String connector,
      @Nullable String reference,
      @Nullable Map<String, Object> parameters,
      @Nullable String callbackAddress,
      @Nullable String dataClass) {

    ConnectorCall toCall() {
      return new ConnectorCall(
          connector,
          reference == null ? "example-1" : reference,
          parameters == null ? Map.of() : parameters,
          null,
          dataClass,
          callbackAddress);
    }
  }

  record Exchange(Request request, Response response) {}

  record Request(
      String method,
      @Nullable String path,
      @Nullable String url,
      @Nullable Map<String, String> query,
      @Nullable Map<String, String> headers,
      @Nullable JsonNode json,
      @Nullable Map<String, String> form,
      @Nullable String text) {

    @Override
    public Map<String, String> query() {
      return query == null ? Map.of() : query;
    }

    @Override
    public Map<String, String> headers() {
      return headers == null ? Map.of() : headers;
    }
  }

  record Response(
      int status,
      @Nullable Map<String, String> headers,
      @Nullable JsonNode json,
      @Nullable String text,
      @Nullable String fault) {

    @Override
    public Map<String, String> headers() {
      return headers == null ? Map.of() : headers;
    }

    String body() {
      return json != null ? json.toString() : text == null ? "" : text;
    }
  }

  record Expected(
      String outcome,
      @Nullable Map<String, Object> output,
      @Nullable String code,
      @Nullable String message,
      @Nullable String reason,
      @Nullable Long backOffSeconds) {}

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          // A fault has no status.
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * @throws IllegalArgumentException saying file, line and column of what is wrong
   */
  static ExampleFile read(String fileName, String text) {
    try {
      return JSON.readValue(text, ExampleFile.class);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new IllegalArgumentException(KameletFile.at(fileName, line, e.getOriginalMessage()), e);
    }
  }

  Map<String, @Nullable String> connectionInstead() {
    return connection == null ? new LinkedHashMap<>() : connection;
  }
}
