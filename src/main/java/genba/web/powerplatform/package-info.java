/** The hub's API as a custom connector of Power Platform, which reads OpenAPI 2.0 only. */
@NullMarked
package genba.web.powerplatform;

import org.jspecify.annotations.NullMarked;
