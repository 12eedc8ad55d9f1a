/**
 * In: a browser. Out: layout, login, languages and the home page that joins what the modules show.
 */
@ApplicationModule(
    allowedDependencies = {
      "directory",
      "connector",
      "notice",
      "gain",
      "automation",
      "improvement",
      "engine"
    })
@NullMarked
package genba.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
