package genba.gain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One row of the ledger. Rows are unique by source and kind, and never changed.
 *
 * @param sourceId the run's id, or the improvement's for a plan or report (with its round)
 * @param day the day it counts for
 * @param items cases done, 0 where that means nothing
 * @param seconds saved; negative for handwork and reversals
 * @param yen cash saved, apart from time freed
 * @param enteredBy user id, or the automation's id where nobody typed it
 * @param evidence where the figures come from, one sentence
 * @param baselineSeconds what the same cases took before, for the rate; 0 where unknown
 */
public record GainEntry(
    String sourceId,
    GainKind kind,
    String departmentCode,
    String improvementId,
    @Nullable String automationId,
    LocalDate day,
    int items,
    long seconds,
    long yen,
    String enteredBy,
    String evidence,
    long baselineSeconds) {

  /** A row without a baseline: it adds to the hours, not to the rates. */
  public GainEntry(
      String sourceId,
      GainKind kind,
      String departmentCode,
      String improvementId,
      @Nullable String automationId,
      LocalDate day,
      int items,
      long seconds,
      long yen,
      String enteredBy,
      String evidence) {
    this(
        sourceId,
        kind,
        departmentCode,
        improvementId,
        automationId,
        day,
        items,
        seconds,
        yen,
        enteredBy,
        evidence,
        0);
  }
}
