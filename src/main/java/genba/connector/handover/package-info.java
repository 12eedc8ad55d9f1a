/**
 * Bots without a public API: handed over to by files in a watched folder or share, or by a command
 * of this machine.
 */
@NullMarked
package genba.connector.handover;

import org.jspecify.annotations.NullMarked;
