/** Runs Robot Framework suites as processes of their own, which outlive this program. */
@NullMarked
package genba.connector.robot;

import org.jspecify.annotations.NullMarked;
