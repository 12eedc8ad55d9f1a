package genba.improvement;

import java.time.Instant;

/**
 * The end of a round: what was planned and what came of it.
 *
 * @param plannedSeconds for a whole year
 * @param reportedSeconds what the leader reports beside what was measured
 */
record Measurement(
    String id,
    String improvementId,
    int round,
    long plannedSeconds,
    long actualSeconds,
    long reportedSeconds,
    String comment,
    NextAction nextAction,
    String personId,
    Instant at) {

  enum NextAction {
    STANDARDISE,
    IMPROVE,
    RETIRE
  }
}
