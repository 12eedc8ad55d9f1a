/**
 * An improvement of a department becomes an automation; an application or a clock starts its runs
 * through a connector; every run's gain goes into the ledger.
 */
@NullMarked
package genba;

import org.jspecify.annotations.NullMarked;
