package genba.improvement;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Waiting times of the lifecycle. A plain number counts working days, an ISO 8601 duration is taken
 * as it is, which demonstrations and tests set to seconds.
 *
 * @param remindAfter approvers of an unanswered stage are reminded
 * @param escalateAfter an unanswered stage is taken to the next higher supervisor and the digital
 *     office; also the task's due date
 * @param measureAfter from going live to comparing the gain with the plan
 */
@Validated
@ConfigurationProperties("genba.improvement")
record ImprovementProperties(
    @Pattern(regexp = WAIT) @DefaultValue("3") String remindAfter,
    @Pattern(regexp = WAIT) @DefaultValue("5") String escalateAfter,
    @Pattern(regexp = WAIT) @DefaultValue("P90D") String measureAfter) {

  private static final String WAIT = "\\d{1,4}|P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+S)?)?";

  Wait remind() {
    return Wait.of(remindAfter);
  }

  Wait escalate() {
    return Wait.of(escalateAfter);
  }

  Wait measure() {
    return Wait.of(measureAfter);
  }
}
