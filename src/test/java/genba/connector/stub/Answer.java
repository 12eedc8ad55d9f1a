package genba.connector.stub;

import java.util.HashMap;
import java.util.Map;

/** What the stub says; {@code Content-Length} is added on the wire. */
public record Answer(int status, Map<String, String> headers, String body) {

  public static Answer json(int status, Object value) {
    return new Answer(
        status,
        Map.of("Content-Type", "application/json; charset=utf-8"),
        Request.JSON.writeValueAsString(value));
  }

  public static Answer text(int status, String contentType, String body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }

  public static Answer empty(int status) {
    return new Answer(status, Map.of(), "");
  }

  public Answer with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Answer(status, Map.copyOf(more), body);
  }
}
