package genba.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pauses that grow with each exception of one job. Attempts are remembered in memory only: after a
 * restart they grow anew, and the engine's retries still end.
 */
final class JobBackOff {
  private static final int REMEMBERED = 10_000;

  private final EngineProperties.Jobs properties;
  private final Map<Long, Integer> attempts =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  JobBackOff(EngineProperties.Jobs properties) {
    this.properties = properties;
  }

  synchronized Duration next(long jobKey) {
    int attempt = attempts.merge(jobKey, 1, Integer::sum);
    Duration pause = properties.firstBackOff();
    for (int i = 1; i < attempt && pause.compareTo(properties.longestBackOff()) < 0; i++) {
      pause = pause.multipliedBy(4);
    }
    return pause.compareTo(properties.longestBackOff()) > 0 ? properties.longestBackOff() : pause;
  }

  synchronized void forget(long jobKey) {
    attempts.remove(jobKey);
  }
}
