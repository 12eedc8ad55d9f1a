package genba.gain;

import java.time.YearMonth;
import java.util.List;

/**
 * Sums over the ledger, in seconds. A planned figure is what is promised for a whole year: all plan
 * rows up to that day, since a later round plans the difference. Actual figures are what was
 * measured and reported less handwork, corrections included. A baseline is what the same cases took
 * before; rows without one are left out of it.
 */
public interface GainReport {

  record DepartmentGain(
      String departmentCode,
      long plannedSeconds,
      long actualSeconds,
      int items,
      long plannedBaselineSeconds,
      long actualBaselineSeconds,
      long yen) {}

  /**
   * @param plannedSeconds a twelfth of what is promised at the month's end
   */
  record MonthGain(YearMonth month, long actualSeconds, int items, long plannedSeconds) {}

  record ImprovementGain(
      String improvementId,
      long plannedSeconds,
      long actualSeconds,
      int items,
      long plannedBaselineSeconds,
      long actualBaselineSeconds,
      long yen) {

    /** Without baselines and money. */
    public ImprovementGain(
        String improvementId, long plannedSeconds, long actualSeconds, int items) {
      this(improvementId, plannedSeconds, actualSeconds, items, 0, 0, 0);
    }
  }

  /** Every department with a plan or a row in the fiscal year, the greatest actual gain first. */
  List<DepartmentGain> byDepartment(int fiscalYear);

  /** The twelve months of a department's fiscal year, April first, months without rows too. */
  List<MonthGain> months(String departmentCode, int fiscalYear);

  /** A department's improvements with a plan or rows in the fiscal year. */
  List<ImprovementGain> byImprovement(String departmentCode, int fiscalYear);

  /** One improvement over all time, in all departments. */
  ImprovementGain ofImprovement(String improvementId);

  /** The ledger's rows behind an improvement's figures, the newest first. */
  List<GainEntry> entriesOf(String improvementId);
}
