package genba.automation;

import genba.connector.CallbackVerifier;
import genba.connector.CallbackVerifier.Callback;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Hears bot systems call back. A callback never says how a run stands, it only brings the next look
 * forward: what a forged, repeated, early or late one can do is one question more.
 */
@Component
class Callbacks {

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  private final CallbackVerifier verifier;
  private final RunLooks looks;
  private final Clock clock;

  Callbacks(CallbackVerifier verifier, RunLooks looks, Clock clock) {
    this.verifier = verifier;
    this.looks = looks;
    this.clock = clock;
  }

  /**
   * @param reference the run that the address names; null where the callback names it inside
   * @param headers names in lower case
   * @return false where it does not carry the system's signature
   */
  boolean hear(
      String system, @Nullable String reference, Map<String, String> headers, byte[] body) {
    Callback callback = verifier.verify(system, headers, body);
    if (!callback.valid()) {
      LOG.warn("A callback for {} carries no valid signature", system);
      return false;
    }
    Instant now = clock.instant();
    Set<String> runs = new LinkedHashSet<>(callback.references());
    if (reference != null) {
      runs.add(reference);
    }
    callback.keys().forEach(key -> runs.addAll(looks.ofKey(system, key)));
    String event = callback.eventId();
    if (runs.isEmpty() || event != null && !looks.isNews(system, Rows.shortened(event, 200), now)) {
      return true;
    }
    // A key is a run's only where there is one of each.
    String hint =
        runs.size() == 1 && callback.keys().size() == 1 ? callback.keys().getFirst() : null;
    for (String run : runs) {
      if (!looks.bringForward(run, system, hint, now)) {
        LOG.debug("A callback of {} is about a run that is over or unknown", system);
      }
    }
    return true;
  }
}
