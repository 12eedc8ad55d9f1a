package genba.directory;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The city on a day: bureaus with their sections, who holds which role, and their former names. */
@Component
class CityChart {

  private final DirectoryStore store;

  CityChart(DirectoryStore store) {
    this.store = store;
  }

  record Holder(Role role, Person person) {}

  record FormerName(String name, Period period) {}

  /**
   * @param absorbed departments that were merged into this one
   */
  record Unit(
      Department department,
      List<Holder> holders,
      List<FormerName> formerNames,
      List<FormerName> absorbed) {

    public boolean isWithoutLeader() {
      return !department.isBureau()
          && holders.stream().noneMatch(holder -> holder.role() == Role.LEADER);
    }
  }

  record Bureau(Unit unit, List<Unit> sections) {}

  /** Bureaus of the day with the sections that match; a bureau that matches shows all of its. */
  List<Bureau> bureaus(LocalDate on, String search) {
    DirectoryContent content = store.content();
    Map<String, List<Holder>> holders = holders(content, on);
    Map<String, List<DepartmentPeriod>> periods = content.periodsByCode();
    List<Unit> units =
        content.departments().values().stream()
            .filter(row -> row.period().contains(on))
            .sorted(Comparator.comparing(DepartmentPeriod::code))
            .map(row -> unit(row, on, holders, periods))
            .toList();
    String words = plain(search);
    List<Bureau> found = new ArrayList<>();
    for (Unit bureau : units) {
      if (!bureau.department().isBureau()) {
        continue;
      }
      List<Unit> sections =
          units.stream()
              .filter(unit -> bureau.department().code().equals(unit.department().bureauCode()))
              .filter(unit -> matches(unit, words) || matches(bureau, words))
              .toList();
      if (!sections.isEmpty() || matches(bureau, words)) {
        found.add(new Bureau(bureau, sections));
      }
    }
    return found;
  }

  private static Unit unit(
      DepartmentPeriod row,
      LocalDate on,
      Map<String, List<Holder>> holders,
      Map<String, List<DepartmentPeriod>> periods) {
    List<FormerName> former =
        periods.getOrDefault(row.code(), List.of()).stream()
            .filter(other -> other.validFrom().isBefore(row.validFrom()))
            .sorted(Comparator.comparing(DepartmentPeriod::validFrom).reversed())
            .map(CityChart::name)
            .toList();
    List<FormerName> absorbed =
        periods.values().stream()
            .flatMap(List::stream)
            .filter(other -> row.code().equals(other.successorCode()))
            .filter(other -> other.validFrom().isBefore(on) && !other.period().contains(on))
            .map(CityChart::name)
            .toList();
    return new Unit(
        row.department(), holders.getOrDefault(row.code(), List.of()), former, absorbed);
  }

  private static FormerName name(DepartmentPeriod row) {
    return new FormerName(row.department().name(), row.period());
  }

  /** Chiefs first, then leaders, the digital office and staff. */
  private static Map<String, List<Holder>> holders(DirectoryContent content, LocalDate on) {
    return content.assignments().values().stream()
        .filter(row -> row.period().contains(on))
        .map(AssignmentPeriod::assignment)
        .filter(assignment -> content.people().containsKey(assignment.userId()))
        .sorted(
            Comparator.comparingInt((Assignment assignment) -> rank(assignment.role()))
                .thenComparing(Assignment::userId))
        .collect(
            Collectors.groupingBy(
                Assignment::departmentCode,
                Collectors.mapping(
                    assignment ->
                        new Holder(
                            assignment.role(),
                            java.util.Objects.requireNonNull(
                                content.people().get(assignment.userId()))),
                    Collectors.toList())));
  }

  private static int rank(Role role) {
    return switch (role) {
      case SUPERVISOR -> 0;
      case LEADER -> 1;
      case BACKUP_LEADER -> 2;
      case DIGITAL_OFFICE -> 3;
      case STAFF -> 4;
    };
  }

  private static boolean matches(Unit unit, String words) {
    return words.isEmpty()
        || plain(unit.department().name()).contains(words)
        || unit.department().code().equals(words)
        || unit.formerNames().stream().anyMatch(former -> plain(former.name()).contains(words))
        || unit.absorbed().stream().anyMatch(former -> plain(former.name()).contains(words))
        || unit.holders().stream()
            .anyMatch(
                holder ->
                    plain(holder.person().name()).contains(words)
                        || holder.person().userId().equals(words));
  }

  /** Width, case and blanks make no difference in a search. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replace(" ", "")
        .toLowerCase(Locale.ROOT);
  }
}
