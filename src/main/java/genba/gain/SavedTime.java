package genba.gain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Working time as municipal reports show it. Negative where work was added.
 *
 * @param seconds the exact figure
 */
public record SavedTime(long seconds) {

  /** 7 h 45 min, the working day of city staff. */
  public static final long PERSON_DAY_SECONDS = 27_900;

  private static final long HOUR_SECONDS = 3_600;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** Hours, one decimal. */
  public BigDecimal hours() {
    return BigDecimal.valueOf(seconds)
        .divide(BigDecimal.valueOf(HOUR_SECONDS), 1, RoundingMode.HALF_UP);
  }

  /** Person-days, one decimal. */
  public BigDecimal personDays() {
    return BigDecimal.valueOf(seconds)
        .divide(BigDecimal.valueOf(PERSON_DAY_SECONDS), 1, RoundingMode.HALF_UP);
  }

  /**
   * This time as a share of another in percent, one decimal. Null where there is nothing to compare
   * with.
   */
  public @Nullable BigDecimal percentOf(long wholeSeconds) {
    return wholeSeconds == 0
        ? null
        : BigDecimal.valueOf(seconds)
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(wholeSeconds), 1, RoundingMode.HALF_UP);
  }
}
