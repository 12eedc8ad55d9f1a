package genba.engine;

import java.time.Duration;
import java.util.Map;

/** What a worker tells the engine. A closed vocabulary: one switch in the runner answers each. */
public sealed interface JobResult {

  /** Done; the variables go on with the process. */
  record Done(Map<String, Object> variables) implements JobResult {}

  /** A business outcome that the model catches by its error code. */
  record Error(String code, String message, Map<String, Object> variables) implements JobResult {}

  /** Not now: the job comes again after the back-off, with one retry fewer. */
  record Later(String reason, Duration backOff) implements JobResult {}

  /** This hub is not ready for it: the job comes again after the pause, and that does not count. */
  record NotYet(String reason, Duration pause) implements JobResult {}

  /** No repetition helps: an incident for an operator, at once. */
  record Incident(String reason) implements JobResult {}

  static JobResult done() {
    return new Done(Map.of());
  }

  static JobResult done(Map<String, Object> variables) {
    return new Done(variables);
  }
}
