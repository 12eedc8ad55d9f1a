/**
 * In: what was planned, measured or corrected. Out: hours saved by department, month and
 * improvement.
 */
@ApplicationModule(allowedDependencies = {"directory"})
@NullMarked
package genba.gain;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
