package genba.automation;

import genba.automation.Runs.Priority;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run with what only this module needs to know of it.
 *
 * @param system the bot system it is for
 * @param bot the bot's name there
 * @param startAttempts starts that went out; more than 0 while REQUESTED means: outcome unknown
 * @param unknownSince since when the bot system does not know a run that it had taken on
 * @param cancelRequestedBy user id of the person who wants it stopped
 * @param settled whether its gain is in the ledger
 * @param queuedAt when it began to wait for a place
 * @param placedAt when it got one; a place is kept until the run has ended
 * @param botKey the bot system's own id of it
 * @param keyHint an id that a callback named, not confirmed
 * @param pendingSince since when the bot system has it and does not begin
 * @param unclearSince since when nobody knows whether it was started
 */
record RunRow(
    Runs.Run run,
    Map<String, String> input,
    String system,
    String bot,
    Priority priority,
    int startAttempts,
    @Nullable Instant nextPollAt,
    int pollCount,
    @Nullable Instant unknownSince,
    @Nullable String cancelRequestedBy,
    boolean settled,
    @Nullable Instant queuedAt,
    @Nullable Instant placedAt,
    @Nullable String botKey,
    @Nullable String keyHint,
    @Nullable Instant pendingSince,
    @Nullable Instant unclearSince) {

  String id() {
    return run.id();
  }

  RunState state() {
    return run.state();
  }

  /** Whether it waits for another run to end. */
  boolean isWaiting() {
    return state() == RunState.REQUESTED && queuedAt != null && placedAt == null;
  }
}
