package genba.automation;

import genba.automation.AutomationRepository.Row;
import genba.automation.AutomationRepository.Tally;
import genba.automation.Automations.State;
import genba.automation.Runs.Run;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Automations side by side, each with its last run and how often it succeeds. */
@Component
class AutomationOverview {

  /**
   * @param ended runs that were real work and were not stopped by a person
   */
  public record Line(Row row, @Nullable Run last, int succeeded, int ended) {

    /** In per cent; null where there is nothing to divide by. */
    public @Nullable Integer successRate() {
      return ended == 0 ? null : Math.toIntExact(Math.round(100.0 * succeeded / ended));
    }
  }

  private final AutomationRepository automations;
  private final RunRepository runs;

  AutomationOverview(AutomationRepository automations, RunRepository runs) {
    this.automations = automations;
    this.runs = runs;
  }

  /** By department and name; a null asks for all. */
  List<Line> lines(@Nullable String departmentCode, @Nullable State state) {
    Map<String, Run> last =
        runs.newestOfEach().stream()
            .map(RunRow::run)
            .collect(Collectors.toMap(Run::automationId, Function.identity()));
    Map<String, Tally> tallies =
        automations.tallies().stream()
            .collect(Collectors.toMap(Tally::automationId, Function.identity()));
    return automations.all().stream()
        .filter(
            row -> departmentCode == null || row.content().departmentCode().equals(departmentCode))
        .filter(row -> state == null || row.state() == state)
        .map(row -> line(row, last.get(row.id()), tallies.get(row.id())))
        .toList();
  }

  Line line(Row row) {
    return line(
        row,
        runs.ofAutomation(row.id(), 1).stream().map(RunRow::run).findFirst().orElse(null),
        automations.tallies().stream()
            .filter(tally -> tally.automationId().equals(row.id()))
            .findFirst()
            .orElse(null));
  }

  private static Line line(Row row, @Nullable Run last, @Nullable Tally tally) {
    return new Line(
        row, last, tally == null ? 0 : tally.succeeded(), tally == null ? 0 : tally.ended());
  }
}
