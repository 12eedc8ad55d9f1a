/**
 * In: an idea of a department. Out: an approved, rolled-out and measured improvement, with every
 * decision kept.
 */
@ApplicationModule(allowedDependencies = {"directory", "automation", "gain", "engine", "notice"})
@NullMarked
package genba.improvement;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
