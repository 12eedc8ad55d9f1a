package genba.automation;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where a bot system may say that something happened to a run. Vendors call back only over https
 * and by a DNS name: a hub without such an address is not called back, and asks.
 */
@Component
class CallbackAddresses {

  static final String PATH = "/api/v1/callbacks/";

  private final URI hub;

  CallbackAddresses(@Value("${genba.address:http://localhost:8090}") URI hub) {
    this.hub = hub;
  }

  /** The address for a run; null where no vendor would call it. */
  @Nullable String of(String system, String runId) {
    String host = hub.getHost();
    boolean callable =
        "https".equalsIgnoreCase(hub.getScheme())
            && host != null
            && host.contains(".")
            && !host.matches("[0-9.]+")
            && !host.startsWith("[");
    return callable
        ? hub.toString().replaceAll("/+$", "") + PATH + encoded(system) + "/" + encoded(runId)
        : null;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
