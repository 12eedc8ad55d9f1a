package genba.automation;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run with what only this module needs to know of it.
 *
 * @param startAttempts starts that went out; more than 0 while REQUESTED means: outcome unknown
 * @param unknownSince since when the bot system does not know a run that it had taken on
 * @param cancelRequestedBy user id of the person who wants it stopped
 * @param settled whether its gain is in the ledger
 */
record RunRow(
    Runs.Run run,
    Map<String, String> input,
    int startAttempts,
    @Nullable Instant nextPollAt,
    int pollCount,
    @Nullable Instant unknownSince,
    @Nullable String cancelRequestedBy,
    boolean settled) {

  String id() {
    return run.id();
  }

  RunState state() {
    return run.state();
  }
}
