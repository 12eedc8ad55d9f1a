/**
 * In: a call with parameters and a reference. Out: one of five outcomes. The only module that knows
 * Camel.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package genba.connector;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
