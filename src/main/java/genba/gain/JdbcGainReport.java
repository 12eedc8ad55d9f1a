package genba.gain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Adds up the ledger in the database. */
@Component
class JdbcGainReport implements GainReport {

  private static final int MONTHS = 12;

  /** Every row with whether it belongs to the plan; the correction of a plan row does. */
  private static final String ROWS =
      """
      (select e.*,
         case when kind = 'PLANNED' or reversed_kind = 'PLANNED' then 1 else 0 end as planned,
         case when kind = 'HANDWORK' or reversed_kind = 'HANDWORK' then 0 else items end as cases
       from gain_entry e
       where counts_on <= :to) r
      """;

  private static final String SUMS =
      """
      sum(case when planned = 1 then seconds else 0 end) as planned_seconds,
      sum(case when planned = 1 then baseline_seconds else 0 end) as planned_baseline,
      sum(case when planned = 0 and counts_on >= :from then seconds else 0 end) as actual_seconds,
      sum(case when planned = 0 and counts_on >= :from then baseline_seconds else 0 end)
        as actual_baseline,
      sum(case when planned = 0 and counts_on >= :from then cases else 0 end) as cases,
      sum(case when planned = 0 and counts_on >= :from then yen else 0 end) as yen
      """;

  private static final String HAS_SOMETHING =
      """
      having sum(case when counts_on >= :from then 1 else 0 end) > 0
        or sum(case when planned = 1 then seconds else 0 end) <> 0
      """;

  private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final JdbcClient jdbc;

  JdbcGainReport(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<DepartmentGain> byDepartment(int fiscalYear) {
    return jdbc.sql(
            "select department_code, "
                + SUMS
                + "from "
                + ROWS
                + "group by department_code "
                + HAS_SOMETHING
                + "order by actual_seconds desc, department_code")
        .param("from", firstDay(fiscalYear))
        .param("to", lastDay(fiscalYear))
        .query(
            (row, number) ->
                new DepartmentGain(
                    row.getString("department_code"),
                    row.getLong("planned_seconds"),
                    row.getLong("actual_seconds"),
                    row.getInt("cases"),
                    row.getLong("planned_baseline"),
                    row.getLong("actual_baseline"),
                    row.getLong("yen")))
        .list();
  }

  @Override
  public List<ImprovementGain> byImprovement(String departmentCode, int fiscalYear) {
    return jdbc.sql(
            "select improvement_id, "
                + SUMS
                + "from "
                + ROWS
                + "where department_code = :department group by improvement_id "
                + HAS_SOMETHING
                + "order by actual_seconds desc, improvement_id")
        .param("department", departmentCode)
        .param("from", firstDay(fiscalYear))
        .param("to", lastDay(fiscalYear))
        .query(JdbcGainReport::improvementRow)
        .list();
  }

  @Override
  public ImprovementGain ofImprovement(String improvementId) {
    return jdbc.sql(
            "select improvement_id, "
                + SUMS
                + "from "
                + ROWS
                + "where improvement_id = :improvement group by improvement_id")
        .param("improvement", improvementId)
        .param("from", FIRST_DAY)
        .param("to", LAST_DAY)
        .query(JdbcGainReport::improvementRow)
        .optional()
        .orElseGet(() -> new ImprovementGain(improvementId, 0, 0, 0));
  }

  @Override
  public List<MonthGain> months(String departmentCode, int fiscalYear) {
    Map<YearMonth, MonthGain> actual = new HashMap<>();
    Map<YearMonth, Long> newPlans = new HashMap<>();
    jdbc.sql(
            "select extract(year from counts_on) as y, extract(month from counts_on) as m, "
                + SUMS
                + "from "
                + ROWS
                + "where department_code = :department "
                + "group by extract(year from counts_on), extract(month from counts_on)")
        .param("department", departmentCode)
        .param("from", firstDay(fiscalYear))
        .param("to", lastDay(fiscalYear))
        .query(
            row -> {
              YearMonth month = YearMonth.of(row.getInt("y"), row.getInt("m"));
              newPlans.put(month, row.getLong("planned_seconds"));
              actual.put(
                  month,
                  new MonthGain(month, row.getLong("actual_seconds"), row.getInt("cases"), 0));
            });
    YearMonth april = YearMonth.of(fiscalYear, Month.APRIL);
    return IntStream.range(0, MONTHS)
        .mapToObj(april::plusMonths)
        .map(
            month -> {
              MonthGain found = actual.getOrDefault(month, new MonthGain(month, 0, 0, 0));
              return new MonthGain(
                  month,
                  found.actualSeconds(),
                  found.items(),
                  promisedBy(month, newPlans) / MONTHS);
            })
        .toList();
  }

  private static long promisedBy(YearMonth month, Map<YearMonth, Long> newPlans) {
    return newPlans.entrySet().stream()
        .filter(plan -> !plan.getKey().isAfter(month))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  @Override
  public List<GainEntry> entriesOf(String improvementId) {
    return jdbc.sql(
            """
            select * from gain_entry where improvement_id = :improvement
            order by counts_on desc, id desc
            """)
        .param("improvement", improvementId)
        .query(JdbcGainReport::entryRow)
        .list();
  }

  static GainEntry entryRow(ResultSet row, int number) throws SQLException {
    return new GainEntry(
        row.getString("source_id"),
        GainKind.valueOf(row.getString("kind")),
        row.getString("department_code"),
        row.getString("improvement_id"),
        row.getString("automation_id"),
        row.getObject("counts_on", LocalDate.class),
        row.getInt("items"),
        row.getLong("seconds"),
        row.getLong("yen"),
        row.getString("entered_by"),
        row.getString("evidence"),
        row.getLong("baseline_seconds"));
  }

  private static ImprovementGain improvementRow(ResultSet row, int number) throws SQLException {
    return new ImprovementGain(
        row.getString("improvement_id"),
        row.getLong("planned_seconds"),
        row.getLong("actual_seconds"),
        row.getInt("cases"),
        row.getLong("planned_baseline"),
        row.getLong("actual_baseline"),
        row.getLong("yen"));
  }

  private static LocalDate firstDay(int fiscalYear) {
    return LocalDate.of(fiscalYear, Month.APRIL, 1);
  }

  private static LocalDate lastDay(int fiscalYear) {
    return LocalDate.of(fiscalYear + 1, Month.MARCH, 31);
  }
}
