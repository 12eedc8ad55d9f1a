package genba.directory;

import genba.directory.DirectoryFile.Column;
import genba.directory.DirectoryUpload.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Whether uploaded rows fit each other and what the directory holds already. Reports to the rows'
 * lines.
 */
final class DirectoryCheck {

  /** Spreadsheets drop leading zeros; no code is padded further than this. */
  private static final int LONGEST_PADDED = 6;

  private final DirectoryUpload upload;
  private final DirectoryContent merged;
  private final Map<String, List<DepartmentPeriod>> departments;

  DirectoryCheck(DirectoryContent present, DirectoryUpload upload) {
    this.upload = upload;
    this.merged = present.with(upload.content());
    this.departments = merged.periodsByCode();
  }

  void run() {
    twice(upload.departments(), DirectoryContent::key, Column.CODE);
    twice(upload.people(), Person::userId, Column.USER_ID);
    twice(upload.assignments(), DirectoryContent::key, Column.USER_ID);
    upload.departments().forEach(this::department);
    upload.assignments().forEach(this::assignment);
  }

  private static <T, K> void twice(List<Row<T>> rows, Function<T, K> key, Column column) {
    Map<K, Integer> lines = new HashMap<>();
    for (Row<T> row : rows) {
      Integer earlier = lines.putIfAbsent(key.apply(row.value()), row.line().number());
      if (earlier != null) {
        row.line().report(column, "twice", row.line().raw(column), Integer.toString(earlier));
      }
    }
  }

  private void department(Row<DepartmentPeriod> row) {
    DepartmentPeriod value = row.value();
    Department department = value.department();
    for (DepartmentPeriod other : departments.getOrDefault(department.code(), List.of())) {
      if (!other.validFrom().equals(value.validFrom())
          && other.period().overlaps(value.period())
          && isReportedHere(upload.departments(), other, row)) {
        row.line()
            .report(
                Column.VALID_FROM, "overlap", other.department().name(), other.period().toString());
      }
    }
    if (department.bureauCode() != null) {
      bureau(row, department.bureauCode());
    }
    if (value.successorCode() != null) {
      known(row.line(), Column.SUCCESSOR_CODE, value.successorCode());
      if (department.validTo() == null) {
        row.line().report(Column.SUCCESSOR_CODE, "successor-without-end");
      }
    }
  }

  private void bureau(Row<DepartmentPeriod> row, String bureauCode) {
    if (!known(row.line(), Column.BUREAU_CODE, bureauCode)) {
      return;
    }
    List<DepartmentPeriod> periods = departments.getOrDefault(bureauCode, List.of());
    if (periods.stream().noneMatch(period -> period.department().isBureau())) {
      row.line().report(Column.BUREAU_CODE, "not-a-bureau", bureauCode);
    } else if (periods.stream()
        .noneMatch(period -> period.period().contains(row.value().validFrom()))) {
      row.line()
          .report(
              Column.BUREAU_CODE,
              "department-not-then",
              bureauCode,
              row.value().validFrom().toString());
    }
  }

  private void assignment(Row<AssignmentPeriod> row) {
    AssignmentPeriod value = row.value();
    Assignment assignment = value.assignment();
    if (!merged.people().containsKey(assignment.userId())) {
      row.line().report(Column.USER_ID, "unknown-person", assignment.userId());
    }
    String code = assignment.departmentCode();
    if (known(row.line(), Column.DEPARTMENT_CODE, code)
        && departments.getOrDefault(code, List.of()).stream()
            .noneMatch(period -> period.period().contains(value.validFrom()))) {
      row.line()
          .report(
              Column.DEPARTMENT_CODE, "department-not-then", code, value.validFrom().toString());
    }
    for (AssignmentPeriod other :
        merged.periodsByAssignment().getOrDefault(assignment, List.of())) {
      if (!other.validFrom().equals(value.validFrom())
          && other.period().overlaps(value.period())
          && isReportedHere(upload.assignments(), other, row)) {
        row.line()
            .report(
                Column.VALID_FROM,
                "overlap",
                CsvLine.roleName(assignment.role()),
                other.period().toString());
      }
    }
  }

  /** Of two lines that collide the later one is reported; of a line and a stored row the line. */
  private static <T> boolean isReportedHere(List<Row<T>> rows, T other, Row<T> here) {
    return rows.stream()
        .filter(row -> row.value().equals(other))
        .allMatch(row -> row.line().number() < here.line().number());
  }

  private boolean known(CsvLine line, Column column, String code) {
    if (departments.containsKey(code)) {
      return true;
    }
    for (String padded = "0" + code; padded.length() <= LONGEST_PADDED; padded = "0" + padded) {
      if (departments.containsKey(padded)) {
        line.report(column, "unknown-department-zeros", code, padded);
        return false;
      }
    }
    line.report(column, "unknown-department", code);
    return false;
  }
}
