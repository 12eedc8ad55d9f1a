package genba.gain;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gains for other systems, in seconds with the hours and person-days they make. */
@RestController
@RequestMapping("/api/v1/gains")
@Tag(name = "gains", description = "Working time saved, by department and improvement")
class GainApi {

  private final GainSheets sheets;

  GainApi(GainSheets sheets) {
    this.sheets = sheets;
  }

  /**
   * @param personDays of 7 h 45 min
   */
  record TimeView(long seconds, BigDecimal hours, BigDecimal personDays) {
    static TimeView of(SavedTime time) {
      return new TimeView(time.seconds(), time.hours(), time.personDays());
    }
  }

  /**
   * @param planned promised for a whole year
   * @param yen cash saved, apart from the time freed
   * @param actualRatePercent saved share of the time it took before; null without a baseline
   * @param achievedPercent actual as a share of planned; null without a plan
   */
  record GainView(
      String code,
      String name,
      TimeView planned,
      TimeView actual,
      int items,
      long yen,
      @Nullable BigDecimal plannedRatePercent,
      @Nullable BigDecimal actualRatePercent,
      @Nullable BigDecimal achievedPercent) {
    static GainView of(GainSheet.Line line) {
      return new GainView(
          line.code(),
          line.name(),
          TimeView.of(line.planned()),
          TimeView.of(line.actual()),
          line.items(),
          line.yen(),
          line.plannedRate(),
          line.actualRate(),
          line.achieved());
    }
  }

  /**
   * @param rateOfTotalsPercent all time saved as a share of all time it took before
   * @param meanOfRatesPercent mean of the lines' own rates
   */
  record TotalsView(
      TimeView planned,
      TimeView actual,
      int items,
      long yen,
      @Nullable BigDecimal rateOfTotalsPercent,
      @Nullable BigDecimal meanOfRatesPercent,
      @Nullable BigDecimal achievedPercent) {
    static TotalsView of(GainSheet sheet) {
      GainSheet.Line total = sheet.total();
      return new TotalsView(
          TimeView.of(total.planned()),
          TimeView.of(total.actual()),
          total.items(),
          total.yen(),
          total.actualRate(),
          sheet.meanOfRates(),
          total.achieved());
    }
  }

  record CityGains(int fiscalYear, TotalsView totals, List<GainView> departments) {}

  record GainMonth(String month, TimeView planned, TimeView actual, int items) {}

  record DepartmentGains(
      int fiscalYear,
      String code,
      String name,
      TotalsView totals,
      List<GainMonth> months,
      List<GainView> improvements) {}

  @GetMapping
  @Operation(operationId = "getCityGains", summary = "Gains of a fiscal year by department")
  CityGains city(@RequestParam(required = false) @Nullable Integer fiscalYear) {
    GainSheet sheet = sheets.city(sheets.year(fiscalYear));
    return new CityGains(
        sheet.year().startsIn(),
        TotalsView.of(sheet),
        sheet.lines().stream().map(GainView::of).toList());
  }

  @GetMapping("/{department}")
  @Operation(
      operationId = "getDepartmentGains",
      summary = "Gains of a department in a fiscal year by month and improvement")
  DepartmentGains department(
      @PathVariable String department,
      @RequestParam(required = false) @Nullable Integer fiscalYear) {
    FiscalYear year = sheets.year(fiscalYear);
    String name = sheets.knownDepartmentName(department, year);
    GainSheet sheet = sheets.department(department, year);
    return new DepartmentGains(
        year.startsIn(),
        department,
        name,
        TotalsView.of(sheet),
        sheets.months(department, year).stream()
            .map(
                month ->
                    new GainMonth(
                        month.month().toString(),
                        TimeView.of(new SavedTime(month.plannedSeconds())),
                        TimeView.of(new SavedTime(month.actualSeconds())),
                        month.items()))
            .toList(),
        sheet.lines().stream().map(GainView::of).toList());
  }
}
