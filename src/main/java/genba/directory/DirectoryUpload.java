package genba.directory;

import genba.directory.DirectoryFile.Column;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The rows of the uploaded files, each with the line it came from. Lines with a bad cell are left
 * out.
 */
record DirectoryUpload(
    List<Row<DepartmentPeriod>> departments,
    List<Row<Person>> people,
    List<Row<AssignmentPeriod>> assignments) {

  record Row<T>(CsvLine line, T value) {}

  static DirectoryUpload read(Map<DirectoryFile, byte[]> files, Consumer<ImportProblem> problems) {
    DirectoryUpload upload =
        new DirectoryUpload(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    files.forEach(
        (file, bytes) ->
            new DirectoryCsv(file, problems).lines(bytes).forEach(line -> upload.add(file, line)));
    return upload;
  }

  private void add(DirectoryFile file, CsvLine line) {
    switch (file) {
      case DEPARTMENTS -> department(line).ifPresent(d -> departments.add(new Row<>(line, d)));
      case PEOPLE -> person(line).ifPresent(p -> people.add(new Row<>(line, p)));
      case ASSIGNMENTS -> assignment(line).ifPresent(a -> assignments.add(new Row<>(line, a)));
    }
  }

  DirectoryContent content() {
    return DirectoryContent.of(
        departments.stream().map(Row::value).toList(),
        people.stream().map(Row::value).toList(),
        assignments.stream().map(Row::value).toList());
  }

  private static Optional<DepartmentPeriod> department(CsvLine line) {
    Optional<String> code = line.id(Column.CODE);
    Optional<String> name = line.name(Column.NAME);
    Optional<String> bureau = optional(line, Column.BUREAU_CODE, line::id);
    Optional<Integer> heads = line.count(Column.HEAD_COUNT);
    Optional<Period> period = period(line);
    Optional<String> successor = optional(line, Column.SUCCESSOR_CODE, line::id);
    if (code.isEmpty()
        || name.isEmpty()
        || heads.isEmpty()
        || period.isEmpty()
        || bureau.isEmpty() && line.has(Column.BUREAU_CODE)
        || successor.isEmpty() && line.has(Column.SUCCESSOR_CODE)) {
      return Optional.empty();
    }
    return Optional.of(
        new DepartmentPeriod(
            new Department(
                code.get(),
                name.get(),
                bureau.orElse(null),
                heads.get(),
                period.get().from(),
                period.get().to()),
            successor.orElse(null)));
  }

  private static Optional<Person> person(CsvLine line) {
    Optional<String> userId = line.id(Column.USER_ID);
    Optional<String> name = line.name(Column.PERSON_NAME);
    Optional<String> mail = line.mail(Column.EMAIL);
    Optional<Boolean> sample = line.yesNo(Column.SAMPLE);
    if (userId.isEmpty() || name.isEmpty() || mail.isEmpty() || sample.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Person(userId.get(), name.get(), mail.get(), sample.get()));
  }

  private static Optional<AssignmentPeriod> assignment(CsvLine line) {
    Optional<String> userId = line.id(Column.USER_ID);
    Optional<String> department = line.id(Column.DEPARTMENT_CODE);
    Optional<Role> role = line.role(Column.ROLE);
    Optional<Period> period = period(line);
    if (userId.isEmpty() || department.isEmpty() || role.isEmpty() || period.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AssignmentPeriod(
            new Assignment(userId.get(), role.get(), department.get()),
            period.get().from(),
            period.get().to()));
  }

  private static Optional<Period> period(CsvLine line) {
    Optional<LocalDate> from = line.date(Column.VALID_FROM);
    Optional<LocalDate> to = optional(line, Column.VALID_TO, line::date);
    if (from.isEmpty() || to.isEmpty() && line.has(Column.VALID_TO)) {
      return Optional.empty();
    }
    if (to.isPresent() && to.get().isBefore(from.get())) {
      line.report(Column.VALID_TO, "ends-before-start");
      return Optional.empty();
    }
    return Optional.of(new Period(from.get(), to.orElse(null)));
  }

  private static <T> Optional<T> optional(
      CsvLine line, Column column, java.util.function.Function<Column, Optional<T>> read) {
    return line.has(column) ? read.apply(column) : Optional.empty();
  }
}
