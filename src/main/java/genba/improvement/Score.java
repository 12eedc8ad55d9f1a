package genba.improvement;

import java.time.Instant;
import java.util.List;

/**
 * What the triage decision found, with each term's reason, as people may ask how a figure came
 * about.
 */
record Score(
    String id,
    int effort,
    int benefit,
    List<Term> effortTerms,
    List<Term> benefitTerms,
    Tool tool,
    String toolReason,
    Instant at) {

  record Term(String term, int points, String reason) {}
}
