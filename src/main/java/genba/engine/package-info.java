/**
 * In: messages to processes, committed with the caller's rows. Out: jobs for the workers, and the
 * list of work that waits for people.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package genba.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
