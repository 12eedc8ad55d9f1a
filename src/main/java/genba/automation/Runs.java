package genba.automation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the bots did, answered from the hub's own tables. */
public interface Runs {

  /** What made a run start. */
  enum Trigger {
    MANUAL,
    SCHEDULE,
    TRIAL,
    API
  }

  /** Which of the waiting runs goes first; among equals it is the older one. */
  enum Priority {
    LOW,
    NORMAL,
    HIGH
  }

  /** What people did about what the bot left. */
  record Handwork(String by, Instant at, int items, int minutes, String note) {}

  /**
   * @param requestedBy user id, or the automation's id where the clock asked for it
   * @param acceptedAt when the bot system took it on, null before
   * @param runningAt when the bot was first seen working
   * @param endedAt when the bot was done with it, however it ended
   * @param deadline when it is cancelled and handed to people; null before it was taken on
   * @param message the bot's own last words; may quote a row, so it never goes into the engine
   * @param processInstanceKey the process that carries it, null until that has begun
   */
  record Run(
      String id,
      String automationId,
      Trigger trigger,
      String requestedBy,
      RunState state,
      Instant requestedAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant runningAt,
      @Nullable Instant endedAt,
      @Nullable Instant deadline,
      int itemsDone,
      int itemsRejected,
      int itemsNotReached,
      @Nullable String message,
      @Nullable Long processInstanceKey,
      @Nullable Handwork handwork) {

    /** Whether people must finish what the bot did not. */
    public boolean needsHand() {
      return switch (state) {
        case FAILED, REJECTED, TIMED_OUT -> true;
        case SUCCEEDED, CANCELLED -> itemsRejected + itemsNotReached > 0;
        case REQUESTED, ACCEPTED, RUNNING, BY_HAND -> false;
      };
    }

    public boolean isTrial() {
      return trigger == Trigger.TRIAL;
    }
  }

  Optional<Run> find(String runId);

  /** Runs of one automation, the newest first, at most so many. */
  List<Run> ofAutomation(String automationId, int limit);

  /** Runs of all automations of an improvement, the newest first, at most so many. */
  List<Run> ofImprovement(String improvementId, int limit);

  /** Runs of the whole city, the newest first, at most so many. */
  List<Run> latest(int limit);
}
