package genba.improvement;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form as it was typed; it comes back as it was where something is wrong.
 *
 * @param token makes sending the same form twice one proposal
 */
record ProposalForm(
    @Nullable String title,
    @Nullable String departmentCode,
    @Nullable String problem,
    @Nullable String kindOfWork,
    @Nullable String dataClass,
    @Nullable String casesPerYear,
    @Nullable String minutesPerCase,
    @Nullable String measuredBy,
    @Nullable String measuredHow,
    @Nullable String expectedMinutesAfter,
    @Nullable String expectedCostYen,
    @Nullable Boolean reachesOtherDepartments,
    @Nullable String token) {

  static ProposalForm empty(@Nullable String departmentCode, String token) {
    return new ProposalForm(
        null, departmentCode, null, null, null, null, null, null, null, null, null, false, token);
  }

  /** What an adopting department starts from: the idea, without the other's baseline. */
  static ProposalForm adopting(Proposal proposal, @Nullable String departmentCode, String token) {
    return new ProposalForm(
        proposal.title(),
        departmentCode,
        proposal.problem(),
        proposal.kindOfWork().name(),
        proposal.dataClass().name(),
        null,
        null,
        null,
        null,
        null,
        String.valueOf(proposal.expectedCostYen()),
        proposal.reachesOtherDepartments(),
        token);
  }

  Map<String, Object> raw() {
    Map<String, Object> raw = new LinkedHashMap<>();
    raw.put("title", text(title));
    raw.put("departmentCode", text(departmentCode));
    raw.put("problem", text(problem));
    raw.put("kindOfWork", text(kindOfWork));
    raw.put("dataClass", text(dataClass));
    raw.put("casesPerYear", text(casesPerYear));
    raw.put("minutesPerCase", text(minutesPerCase));
    raw.put("measuredBy", text(measuredBy));
    raw.put("measuredHow", text(measuredHow));
    raw.put("expectedMinutesAfter", text(expectedMinutesAfter));
    raw.put("expectedCostYen", text(expectedCostYen));
    raw.put("reachesOtherDepartments", Boolean.TRUE.equals(reachesOtherDepartments));
    return raw;
  }

  /**
   * An idempotency key, null where the form came without one. The content is part of it: a form
   * that was sent, gone back to and changed is another proposal.
   */
  @Nullable String key() {
    return token == null || token.isBlank() || token.length() > 100
        ? null
        : token + ":" + raw().hashCode();
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed;
  }
}
