package genba.directory;

import genba.directory.DirectoryFile.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The directory as the CSV files that an import takes: UTF-8 with the mark that spreadsheets need.
 */
@Component
class DirectoryExport {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final DirectoryStore store;

  DirectoryExport(DirectoryStore store) {
    this.store = store;
  }

  byte[] csv(DirectoryFile file) {
    StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecord(file.columns().stream().map(Column::heading));
      for (List<String> row : rows(file)) {
        printer.printRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + file.fileName(), e);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private List<List<String>> rows(DirectoryFile file) {
    return switch (file) {
      case DEPARTMENTS -> store.departments().stream().map(DirectoryExport::row).toList();
      case PEOPLE -> store.people().stream().map(DirectoryExport::row).toList();
      case ASSIGNMENTS -> store.assignments().stream().map(DirectoryExport::row).toList();
    };
  }

  private static List<String> row(DepartmentPeriod row) {
    Department department = row.department();
    return List.of(
        department.code(),
        department.name(),
        orEmpty(department.bureauCode()),
        Integer.toString(department.headCount()),
        department.validFrom().toString(),
        orEmpty(department.validTo()),
        orEmpty(row.successorCode()));
  }

  private static List<String> row(Person person) {
    return List.of(person.userId(), person.name(), person.email(), person.sample() ? "はい" : "いいえ");
  }

  private static List<String> row(AssignmentPeriod row) {
    Assignment assignment = row.assignment();
    return List.of(
        assignment.userId(),
        assignment.departmentCode(),
        CsvLine.roleName(assignment.role()),
        row.validFrom().toString(),
        orEmpty(row.validTo()));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String orEmpty(@Nullable LocalDate day) {
    return day == null ? "" : day.toString();
  }
}
