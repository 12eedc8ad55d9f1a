package genba.improvement;

import genba.automation.Automations.Automation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one case shows, names already looked up.
 *
 * @param steps of the way from the proposal to the standard; empty for a case that ended on the way
 * @param currentElements ids in the process model, separated by spaces
 */
record CaseView(
    CaseFile file,
    String department,
    String proposer,
    List<Step> steps,
    List<Waiting> waiting,
    List<DecisionLine> decisions,
    List<EventLine> timeline,
    List<Other> similar,
    @Nullable Other parent,
    List<Other> children,
    Figures figures,
    String currentElements,
    String passedElements,
    boolean mayWithdraw,
    boolean mayAdopt) {

  enum StepState {
    DONE,
    CURRENT,
    TO_COME
  }

  /** A part of the way; its text is the message {@code improvement.step.<code>}. */
  record Step(String code, StepState state) {}

  /**
   * A task that waits.
   *
   * @param who candidate groups in words
   * @param people names of the people in them
   * @param mine the reader is one of them
   */
  record Waiting(
      long id, String label, String who, String people, @Nullable Instant dueAt, boolean mine) {}

  record DecisionLine(Decision decision, String person) {
    public boolean counts() {
      return decision.counts();
    }
  }

  record EventLine(Event event, String actor) {
    /** The run the line is about, null for all other lines. */
    public @Nullable String runId() {
      return event.kind() == Event.Kind.TRIAL_REQUESTED ? event.detail() : null;
    }

    /** How the line is marked in the timeline. */
    public String tone() {
      return switch (event.kind()) {
        case REJECTED,
            WITHDRAWN,
            TRIAL_FAILED,
            DECISION_REFUSED,
            PROPOSAL_INCOMPLETE,
            PROTOTYPE_INCOMPLETE,
            SUPPORTER_REFUSED,
            CHECK_INCOMPLETE,
            MEASUREMENT_REFUSED,
            SENT_BACK ->
            "is-error";
        case WENT_LIVE, MEASURED, APPROVED -> "is-success";
        default -> "is-done";
      };
    }
  }

  record Other(Improvement improvement, String department, int percent) {}

  /**
   * Minutes a case and seconds a year, today, as expected and as tried.
   *
   * @param minutesTrial null before a trial
   */
  record Figures(
      BigDecimal minutesBefore,
      long secondsBefore,
      BigDecimal minutesExpected,
      long secondsExpected,
      long secondsSavedExpected,
      @Nullable BigDecimal minutesTrial,
      @Nullable Long secondsTrial,
      @Nullable Long secondsSavedTrial,
      @Nullable Integer trialCases) {}

  public Improvement improvement() {
    return file.improvement();
  }

  public @Nullable Prototype prototype() {
    return file.prototypes().isEmpty() ? null : file.prototypes().getFirst();
  }

  public @Nullable Automation automation() {
    return file.automations().isEmpty() ? null : file.automations().getLast();
  }
}
