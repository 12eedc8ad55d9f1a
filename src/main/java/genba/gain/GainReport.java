package genba.gain;

import java.time.YearMonth;
import java.util.List;

/** Sums over the ledger. Seconds; planned figures are for a whole year. */
public interface GainReport {

  record DepartmentGain(
      String departmentCode, long plannedSeconds, long actualSeconds, int items) {}

  record MonthGain(YearMonth month, long actualSeconds, int items) {}

  record ImprovementGain(
      String improvementId, long plannedSeconds, long actualSeconds, int items) {}

  /** Every department with a row in the fiscal year, the greatest actual gain first. */
  List<DepartmentGain> byDepartment(int fiscalYear);

  /** The twelve months of a department's fiscal year, April first, months without rows too. */
  List<MonthGain> months(String departmentCode, int fiscalYear);

  /** A department's improvements with rows in the fiscal year. */
  List<ImprovementGain> byImprovement(String departmentCode, int fiscalYear);

  /** One improvement over all time. */
  ImprovementGain ofImprovement(String improvementId);

  /** The ledger's rows behind an improvement's figures, the newest first. */
  List<GainEntry> entriesOf(String improvementId);
}
