package genba.gain;

import com.fasterxml.jackson.annotation.JsonInclude;
import genba.directory.Directory;
import genba.directory.Person;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** From the city's gains to a department's, to an improvement's, to the rows they add up from. */
@Controller
class GainPages {

  /** More bars than this are no picture any more; the table has them all. */
  private static final int BARS = 20;

  private final GainSheets sheets;
  private final GainReport report;
  private final Directory directory;
  private final MessageSource messages;
  private final JsonMapper json;

  GainPages(
      GainSheets sheets,
      GainReport report,
      Directory directory,
      MessageSource messages,
      JsonMapper json) {
    this.sheets = sheets;
    this.report = report;
    this.directory = directory;
    this.messages = messages;
    this.json = json;
  }

  /** A chart as the page's script reads it. */
  record Chart(String kind, String unit, List<String> labels, List<Series> series) {}

  /**
   * @param kind of this series where it differs from the chart's
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Series(String name, List<BigDecimal> values, @Nullable String kind) {}

  /** A month of the table under the chart. */
  record MonthLine(String label, SavedTime planned, SavedTime actual, int items) {}

  /** A row of the ledger with the names a reader knows. */
  record LedgerLine(GainEntry entry, String department, String enteredBy) {
    public SavedTime time() {
      return new SavedTime(entry.seconds());
    }
  }

  @GetMapping("/gains")
  String city(
      @RequestParam(required = false) @Nullable Integer fiscalYear, Locale locale, Model model) {
    FiscalYear year = sheets.year(fiscalYear);
    GainSheet sheet = sheets.city(year);
    List<GainSheet.Line> shown = sheet.lines().stream().limit(BARS).toList();
    addYear(model, year, locale);
    model.addAttribute("sheet", sheet);
    model.addAttribute(
        "chart",
        json.writeValueAsString(
            new Chart(
                "horizontal",
                text("gain.unit.hours", locale),
                shown.stream().map(GainSheet.Line::name).toList(),
                List.of(
                    new Series(
                        text("gain.actual", locale),
                        shown.stream().map(line -> line.actual().hours()).toList(),
                        null),
                    new Series(
                        text("gain.planned", locale),
                        shown.stream().map(line -> line.planned().hours()).toList(),
                        null)))));
    model.addAttribute("barsLeftOut", sheet.lines().size() - shown.size());
    return "gain/city";
  }

  @GetMapping("/gains/{departmentCode}")
  String department(
      @PathVariable String departmentCode,
      @RequestParam(required = false) @Nullable Integer fiscalYear,
      Locale locale,
      Model model) {
    FiscalYear year = sheets.year(fiscalYear);
    String name = sheets.knownDepartmentName(departmentCode, year);
    List<MonthLine> months =
        sheets.months(departmentCode, year).stream()
            .map(
                month ->
                    new MonthLine(
                        messages.getMessage(
                            "gain.month." + month.month().getMonthValue(), null, locale),
                        new SavedTime(month.plannedSeconds()),
                        new SavedTime(month.actualSeconds()),
                        month.items()))
            .toList();
    addYear(model, year, locale);
    model.addAttribute("code", departmentCode);
    model.addAttribute("name", name);
    model.addAttribute("sheet", sheets.department(departmentCode, year));
    model.addAttribute("months", months);
    model.addAttribute(
        "chart",
        json.writeValueAsString(
            new Chart(
                "bar",
                text("gain.unit.hours", locale),
                months.stream().map(MonthLine::label).toList(),
                List.of(
                    new Series(
                        text("gain.actual", locale),
                        months.stream().map(month -> month.actual().hours()).toList(),
                        null),
                    new Series(
                        text("gain.by-month.planned", locale),
                        months.stream().map(month -> month.planned().hours()).toList(),
                        "line")))));
    return "gain/department";
  }

  @GetMapping("/gains/improvements/{id}")
  String improvement(@PathVariable String id, Model model) {
    List<GainEntry> entries = report.entriesOf(id);
    String title = sheets.title(id);
    if (entries.isEmpty() && title.equals(id)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    GainReport.ImprovementGain gain = report.ofImprovement(id);
    model.addAttribute("id", id);
    model.addAttribute("improvement", title);
    model.addAttribute("planned", new SavedTime(gain.plannedSeconds()));
    model.addAttribute("actual", new SavedTime(gain.actualSeconds()));
    model.addAttribute("items", gain.items());
    model.addAttribute(
        "rate", new SavedTime(gain.actualSeconds()).percentOf(gain.actualBaselineSeconds()));
    model.addAttribute(
        "entries",
        entries.stream()
            .map(
                entry ->
                    new LedgerLine(
                        entry,
                        directory.nameOn(entry.departmentCode(), entry.day()),
                        directory.person(entry.enteredBy()).map(Person::displayName).orElse("")))
            .toList());
    return "gain/improvement";
  }

  private static void addYear(Model model, FiscalYear year, Locale locale) {
    model.addAttribute("year", year.startsIn());
    model.addAttribute("era", year.era(locale));
    model.addAttribute("previousYear", year.previous().startsIn());
    model.addAttribute("previousEra", year.previous().era(locale));
    model.addAttribute("nextYear", year.next().startsIn());
    model.addAttribute("nextEra", year.next().era(locale));
  }

  private String text(String key, Locale locale) {
    return messages.getMessage(key, null, locale);
  }
}
