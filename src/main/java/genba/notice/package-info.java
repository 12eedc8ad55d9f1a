/**
 * In: what somebody must hear of. Out: notices on the home page, and to Teams and mail where they
 * are set up.
 */
@ApplicationModule(allowedDependencies = {"directory", "connector"})
@NullMarked
package genba.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
