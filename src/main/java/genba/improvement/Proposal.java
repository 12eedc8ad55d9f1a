package genba.improvement;

import genba.directory.DataClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a department puts forward. People give minutes; the hub keeps whole seconds.
 *
 * @param secondsPerCase one case today, by hand
 * @param measuredBy who measured the baseline
 * @param expectedSecondsAfter one case after the improvement
 */
record Proposal(
    String title,
    String departmentCode,
    String problem,
    KindOfWork kindOfWork,
    DataClass dataClass,
    int casesPerYear,
    long secondsPerCase,
    String measuredBy,
    String measuredHow,
    long expectedSecondsAfter,
    long expectedCostYen,
    boolean reachesOtherDepartments) {

  static long seconds(BigDecimal minutes) {
    return minutes
        .multiply(BigDecimal.valueOf(60))
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Minutes without needless zeros: 90 seconds are 1.5. */
  static BigDecimal minutes(long seconds) {
    BigDecimal minutes =
        BigDecimal.valueOf(seconds)
            .divide(BigDecimal.valueOf(60), 2, RoundingMode.HALF_UP)
            .stripTrailingZeros();
    return minutes.scale() < 0 ? minutes.setScale(0) : minutes;
  }

  /** Promised for a whole year. */
  long plannedSeconds() {
    return casesPerYear * (secondsPerCase - expectedSecondsAfter);
  }

  /** As process variables. They hold what the work is like, nothing about a citizen. */
  Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("title", title);
    variables.put("departmentCode", departmentCode);
    variables.put("problem", problem);
    variables.put("kindOfWork", kindOfWork.name());
    variables.put("dataClass", dataClass.name());
    variables.put("casesPerYear", casesPerYear);
    variables.put("minutesPerCase", minutes(secondsPerCase));
    variables.put("measuredBy", measuredBy);
    variables.put("measuredHow", measuredHow);
    variables.put("expectedMinutesAfter", minutes(expectedSecondsAfter));
    variables.put("expectedCostYen", expectedCostYen);
    variables.put("reachesOtherDepartments", reachesOtherDepartments);
    return variables;
  }
}
