package genba.gain;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gains of one fiscal year, line by line with their totals.
 *
 * @param lines the greatest actual gain first
 */
record GainSheet(FiscalYear year, List<Line> lines) {

  /**
   * @param code of the department, or id of the improvement
   * @param planned promised for a whole year
   */
  record Line(
      String code,
      String name,
      SavedTime planned,
      SavedTime actual,
      int items,
      long yen,
      long plannedBaselineSeconds,
      long actualBaselineSeconds) {

    /** Promised share of the time it took before, in percent; null without a baseline. */
    public @Nullable BigDecimal plannedRate() {
      return planned.percentOf(plannedBaselineSeconds);
    }

    /** Share of the time that was really saved, in percent; null without a baseline. */
    public @Nullable BigDecimal actualRate() {
      return actual.percentOf(actualBaselineSeconds);
    }

    /** Actual as a share of planned, in percent; null without a plan. */
    public @Nullable BigDecimal achieved() {
      return actual.percentOf(planned.seconds());
    }
  }

  /** Sum of all lines. Its {@code actualRate} is the rate of the totals. */
  public Line total() {
    return new Line(
        "",
        "",
        new SavedTime(lines.stream().mapToLong(line -> line.planned().seconds()).sum()),
        new SavedTime(lines.stream().mapToLong(line -> line.actual().seconds()).sum()),
        lines.stream().mapToInt(Line::items).sum(),
        lines.stream().mapToLong(Line::yen).sum(),
        lines.stream().mapToLong(Line::plannedBaselineSeconds).sum(),
        lines.stream().mapToLong(Line::actualBaselineSeconds).sum());
  }

  /**
   * Mean of the lines' rates in percent; lines without a rate do not count. Null where none has.
   */
  public @Nullable BigDecimal meanOfRates() {
    List<BigDecimal> rates = lines.stream().map(Line::actualRate).filter(Objects::nonNull).toList();
    return rates.isEmpty()
        ? null
        : rates.stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(BigDecimal.valueOf(rates.size()), 1, RoundingMode.HALF_UP);
  }
}
