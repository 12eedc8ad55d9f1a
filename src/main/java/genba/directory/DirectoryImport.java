package genba.directory;

import genba.directory.DirectoryUpload.Row;
import genba.directory.ImportResult.Change;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes CSV files into the directory, all of them or nothing. A row replaces the row of the same
 * key (code and first day; user id; person, role, department and first day); rows that are not in
 * the files stay.
 */
@Component
class DirectoryImport {

  private final DirectoryStore store;
  private final Clock clock;

  DirectoryImport(DirectoryStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** What {@link #run} would do. Writes nothing. */
  @Transactional(readOnly = true)
  public ImportResult dryRun(Map<DirectoryFile, byte[]> files) {
    return work(files).result(false);
  }

  /** Writes all rows where no line has a problem, else none. */
  @Transactional
  public ImportResult run(Map<DirectoryFile, byte[]> files, String importedBy) {
    Work work = work(files);
    if (!work.problems.isEmpty()) {
      return work.result(false);
    }
    work.writes.forEach(Runnable::run);
    ImportResult result = work.result(true);
    store.recordImport(
        UUID.randomUUID().toString(),
        clock.instant(),
        importedBy,
        result.added(),
        result.changed());
    return result;
  }

  private Work work(Map<DirectoryFile, byte[]> files) {
    Work work = new Work();
    DirectoryContent present = store.content();
    DirectoryUpload upload = DirectoryUpload.read(files, work.problems::add);
    new DirectoryCheck(present, upload).run();
    work.compare(
        DirectoryFile.DEPARTMENTS,
        upload.departments(),
        row -> present.departments().get(DirectoryContent.key(row)),
        DirectoryImport::describe,
        DepartmentPeriod::code,
        store::put);
    work.compare(
        DirectoryFile.PEOPLE,
        upload.people(),
        row -> present.people().get(row.userId()),
        DirectoryImport::describe,
        Person::userId,
        store::put);
    work.compare(
        DirectoryFile.ASSIGNMENTS,
        upload.assignments(),
        row -> present.assignments().get(DirectoryContent.key(row)),
        DirectoryImport::describe,
        row -> row.assignment().userId(),
        store::put);
    return work;
  }

  private static String describe(DepartmentPeriod row) {
    Department department = row.department();
    return String.join(
        " ",
        department.name(),
        department.bureauCode() == null ? "" : department.bureauCode(),
        Integer.toString(department.headCount()),
        row.period().toString(),
        row.successorCode() == null ? "" : "→ " + row.successorCode());
  }

  private static String describe(Person person) {
    return person.displayName() + " " + person.email();
  }

  private static String describe(AssignmentPeriod row) {
    return String.join(
        " ",
        row.assignment().departmentCode(),
        CsvLine.roleName(row.assignment().role()),
        row.period().toString());
  }

  /** What one import found and has to write. */
  private static final class Work {
    private final List<ImportProblem> problems = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<Runnable> writes = new ArrayList<>();
    private int unchanged;

    <T> void compare(
        DirectoryFile file,
        List<Row<T>> rows,
        Function<T, @Nullable T> present,
        Function<T, String> describe,
        Function<T, String> key,
        Consumer<T> write) {
      for (Row<T> row : rows) {
        T before = present.apply(row.value());
        if (row.value().equals(before)) {
          unchanged++;
          continue;
        }
        changes.add(
            new Change(
                file,
                row.line().number(),
                key.apply(row.value()),
                before == null ? "" : describe.apply(before),
                describe.apply(row.value())));
        writes.add(() -> write.accept(row.value()));
      }
    }

    ImportResult result(boolean applied) {
      List<ImportProblem> sorted =
          problems.stream()
              .sorted(
                  Comparator.comparing(ImportProblem::file)
                      .thenComparingInt(ImportProblem::line)
                      .thenComparingInt(ImportProblem::columnNumber))
              .toList();
      return new ImportResult(applied, sorted, List.copyOf(changes), unchanged);
    }
  }
}
