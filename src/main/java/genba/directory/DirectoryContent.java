package genba.directory;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All rows of the directory by their keys, of all times. */
record DirectoryContent(
    Map<DepartmentKey, DepartmentPeriod> departments,
    Map<String, Person> people,
    Map<AssignmentKey, AssignmentPeriod> assignments) {

  record DepartmentKey(String code, LocalDate validFrom) {}

  record AssignmentKey(Assignment assignment, LocalDate validFrom) {}

  static DirectoryContent of(
      List<DepartmentPeriod> departments, List<Person> people, List<AssignmentPeriod> assignments) {
    DirectoryContent content =
        new DirectoryContent(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    departments.forEach(row -> content.departments.put(key(row), row));
    people.forEach(row -> content.people.put(row.userId(), row));
    assignments.forEach(row -> content.assignments.put(key(row), row));
    return content;
  }

  static DepartmentKey key(DepartmentPeriod row) {
    return new DepartmentKey(row.code(), row.validFrom());
  }

  static AssignmentKey key(AssignmentPeriod row) {
    return new AssignmentKey(row.assignment(), row.validFrom());
  }

  /** What the directory will hold after the rows have been put in. */
  DirectoryContent with(DirectoryContent rows) {
    DirectoryContent merged =
        new DirectoryContent(
            new LinkedHashMap<>(departments),
            new LinkedHashMap<>(people),
            new LinkedHashMap<>(assignments));
    merged.departments.putAll(rows.departments);
    merged.people.putAll(rows.people);
    merged.assignments.putAll(rows.assignments);
    return merged;
  }

  /** Periods of each department code. */
  Map<String, List<DepartmentPeriod>> periodsByCode() {
    Map<String, List<DepartmentPeriod>> byCode = new LinkedHashMap<>();
    departments
        .values()
        .forEach(row -> byCode.computeIfAbsent(row.code(), code -> new ArrayList<>()).add(row));
    return byCode;
  }

  /** Periods of each assignment. */
  Map<Assignment, List<AssignmentPeriod>> periodsByAssignment() {
    Map<Assignment, List<AssignmentPeriod>> byAssignment = new LinkedHashMap<>();
    assignments
        .values()
        .forEach(
            row -> byAssignment.computeIfAbsent(row.assignment(), a -> new ArrayList<>()).add(row));
    return byAssignment;
  }
}
