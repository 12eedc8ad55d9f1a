package genba.automation;

import java.time.Instant;

/** One line of a run's timeline. The actor is a user id, or {@code genba} where nobody clicked. */
public record RunEvent(Instant at, RunState state, String actor, String detail) {

  static final String HUB = "genba";
}
