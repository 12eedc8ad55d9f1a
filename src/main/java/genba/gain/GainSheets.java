package genba.gain;

import genba.directory.Directory;
import genba.directory.WorkingCalendar;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Puts names to the report's figures, for the pages and the API alike. */
@Component
class GainSheets {

  private static final int FIRST_YEAR = 2000;
  private static final int LAST_YEAR = 2100;

  private final GainReport report;
  private final Directory directory;
  private final ObjectProvider<ImprovementTitles> titles;
  private final Clock clock;

  GainSheets(
      GainReport report,
      Directory directory,
      ObjectProvider<ImprovementTitles> titles,
      Clock clock) {
    this.report = report;
    this.directory = directory;
    this.titles = titles;
    this.clock = clock;
  }

  /** The year asked for, else the present one; a year no city keeps books of is a bad request. */
  FiscalYear year(@Nullable Integer asked) {
    int year = asked == null ? WorkingCalendar.fiscalYearOf(LocalDate.now(clock)) : asked;
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
    }
    return new FiscalYear(year);
  }

  GainSheet city(FiscalYear year) {
    return new GainSheet(
        year,
        report.byDepartment(year.startsIn()).stream()
            .map(
                gain ->
                    new GainSheet.Line(
                        gain.departmentCode(),
                        departmentName(gain.departmentCode(), year),
                        new SavedTime(gain.plannedSeconds()),
                        new SavedTime(gain.actualSeconds()),
                        gain.items(),
                        gain.yen(),
                        gain.plannedBaselineSeconds(),
                        gain.actualBaselineSeconds()))
            .toList());
  }

  GainSheet department(String code, FiscalYear year) {
    return new GainSheet(
        year,
        report.byImprovement(code, year.startsIn()).stream()
            .map(
                gain ->
                    new GainSheet.Line(
                        gain.improvementId(),
                        title(gain.improvementId()),
                        new SavedTime(gain.plannedSeconds()),
                        new SavedTime(gain.actualSeconds()),
                        gain.items(),
                        gain.yen(),
                        gain.plannedBaselineSeconds(),
                        gain.actualBaselineSeconds()))
            .toList());
  }

  List<GainReport.MonthGain> months(String code, FiscalYear year) {
    return report.months(code, year.startsIn());
  }

  /** The department's name in a report of that year. */
  String departmentName(String code, FiscalYear year) {
    return directory.nameOn(code, year.namesOf(LocalDate.now(clock)));
  }

  /** The name, or 404 where there never was such a department. */
  String knownDepartmentName(String code, FiscalYear year) {
    String name = departmentName(code, year);
    if (name.equals(code)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return name;
  }

  /** The improvement's title, its id where nobody knows a title. */
  String title(String improvementId) {
    return Optional.ofNullable(titles.getIfAvailable())
        .flatMap(known -> known.titleOf(improvementId))
        .orElse(improvementId);
  }
}
