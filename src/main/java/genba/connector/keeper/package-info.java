/** Keeps processes that must outlive this program, and reads what bots leave in their folders. */
@NullMarked
package genba.connector.keeper;

import org.jspecify.annotations.NullMarked;
