package genba.directory;

import genba.directory.DirectoryFile.Column;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Splits an uploaded file into lines, columns found by their headings in any order. */
final class DirectoryCsv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final DirectoryFile file;
  private final Consumer<ImportProblem> problems;

  DirectoryCsv(DirectoryFile file, Consumer<ImportProblem> problems) {
    this.file = file;
    this.problems = problems;
  }

  List<CsvLine> lines(byte[] bytes) {
    Optional<CsvText> decoded = CsvText.decode(bytes);
    if (decoded.isEmpty()) {
      report(1, "not-text");
      return List.of();
    }
    int line = 1;
    try (CSVParser parser = FORMAT.parse(new StringReader(decoded.get().text()))) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        report(1, "empty-file");
        return List.of();
      }
      CSVRecord heading = records.next();
      Map<Column, Integer> columns = columns(heading);
      if (columns.isEmpty()) {
        return List.of();
      }
      List<CsvLine> lines = new ArrayList<>();
      line = (int) parser.getCurrentLineNumber() + 1;
      while (records.hasNext()) {
        CSVRecord record = records.next();
        if (record.size() > heading.size()) {
          report(line, "too-many-cells");
        } else if (!isBlank(record)) {
          lines.add(new CsvLine(file, line, cells(record, columns), columns, problems));
        }
        line = (int) parser.getCurrentLineNumber() + 1;
      }
      return lines;
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      report(line, "broken-csv");
      return List.of();
    }
  }

  /** The place of each known column, from 1; empty when the heading cannot be used. */
  private Map<Column, Integer> columns(CSVRecord heading) {
    Map<Column, Integer> columns = new EnumMap<>(Column.class);
    boolean usable = true;
    for (int i = 0; i < heading.size(); i++) {
      String text = heading.get(i).strip();
      Optional<Column> column = file.column(text);
      if (column.isEmpty()) {
        if (!text.isEmpty()) {
          usable = false;
          reportHeading(i + 1, text, "unknown-heading", text, headings());
        }
      } else if (columns.putIfAbsent(column.get(), i + 1) != null) {
        usable = false;
        reportHeading(i + 1, text, "heading-twice", text);
      }
    }
    for (Column column : file.columns()) {
      if (column.required() && !columns.containsKey(column)) {
        usable = false;
        reportHeading(0, column.heading(), "heading-missing", column.heading());
      }
    }
    return usable ? columns : Map.of();
  }

  private static Map<Column, String> cells(CSVRecord record, Map<Column, Integer> columns) {
    Map<Column, String> cells = new EnumMap<>(Column.class);
    columns.forEach(
        (column, place) -> cells.put(column, place <= record.size() ? record.get(place - 1) : ""));
    return cells;
  }

  private static boolean isBlank(CSVRecord record) {
    return record.stream().allMatch(String::isBlank);
  }

  private String headings() {
    return file.columns().stream().map(Column::heading).collect(Collectors.joining(","));
  }

  private void report(int line, String code) {
    problems.accept(new ImportProblem(file, line, 0, "", code, List.of()));
  }

  private void reportHeading(int place, String heading, String code, String... arguments) {
    problems.accept(new ImportProblem(file, 1, place, heading, code, List.of(arguments)));
  }
}
