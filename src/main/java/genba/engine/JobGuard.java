package genba.engine;

import java.util.Optional;

/**
 * Looks at every job before its handler does. Whoever completes a task past its form can set any
 * variable of the process, an id too: what a job says about itself must be checked.
 */
public interface JobGuard {

  /** Why the job must not be worked off, for an operator; empty where nothing speaks against it. */
  Optional<String> objection(Job job);
}
