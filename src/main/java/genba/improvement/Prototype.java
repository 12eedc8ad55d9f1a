package genba.improvement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A hand-in of what was built.
 *
 * @param version 1, 2, … within the case; an approval is of one version
 * @param trialSecondsPerCase what one case cost people in the trial
 * @param botSystem null for what no bot runs
 */
record Prototype(
    String id,
    String improvementId,
    int version,
    int round,
    String link,
    Environment environment,
    int trialCases,
    long trialSecondsPerCase,
    @Nullable String botSystem,
    @Nullable String botName,
    String note,
    String builtBy,
    Instant handedInAt) {

  enum Environment {
    DEVELOPMENT,
    TEST,
    PRODUCTION
  }
}
