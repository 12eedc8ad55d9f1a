/**
 * In: departments and people, as CSV. Out: who holds which role where and when, and the city's
 * working days.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package genba.directory;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
