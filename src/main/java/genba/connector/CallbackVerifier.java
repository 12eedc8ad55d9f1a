package genba.connector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a system's callback says and whether it is the system's, by {@code <system>.callback.yaml}
 * beside its connectors.
 */
public interface CallbackVerifier {

  /**
   * @param valid whether it carries the signature that the system puts on its callbacks; true where
   *     the system signs none
   * @param references our references that it is about
   * @param keys the system's own ids that it is about
   * @param eventId the system's id of the event, the same where it is sent again
   */
  record Callback(
      boolean valid, List<String> references, List<String> keys, @Nullable String eventId) {}

  /** Whether the system's folder says how its callbacks look. */
  boolean hears(String system);

  /**
   * @param headers names in lower case
   * @param body as received: the signature is over its bytes
   */
  Callback verify(String system, Map<String, String> headers, byte[] body);
}
