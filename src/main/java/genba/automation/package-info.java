/**
 * In: an improvement that was rolled out. Out: runs of its bot, each with a deadline, a final state
 * and a gain.
 */
@ApplicationModule(allowedDependencies = {"directory", "connector", "gain", "engine", "notice"})
@NullMarked
package genba.automation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
