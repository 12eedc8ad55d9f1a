/**
 * Runs inside the child processes, without the hub's class path: only the JDK, and OpenSearch where
 * it is on the child's own class path. {@code Launcher} packs these classes into a jar.
 */
@NullMarked
package genba.engine.local.child;

import org.jspecify.annotations.NullMarked;
