/**
 * Other vendors' systems as their documentation describes them, with faults that are real on the
 * wire.
 */
@NullMarked
package genba.connector.stub;

import org.jspecify.annotations.NullMarked;
