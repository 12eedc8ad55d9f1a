package genba.connector.ocr;

import genba.connector.OcrReading;
import genba.connector.OcrReading.Field;
import genba.connector.OcrReading.Row;
import genba.connector.OcrReadings.Place;
import genba.connector.keeper.BotText;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The product's CSV, and the CSV for bots made of it: the same columns without confidences. */
final class OcrCsv {

  private static final long LONGEST = 64L * 1024 * 1024;
  private static final int MOST_ROWS = 10_000;
  private static final int MOST_COLUMNS = 300;

  private OcrCsv() {}

  /** Empty where the file is no table with a head line that names each column once. */
  static Optional<OcrReading> read(Path file, OcrConnection connection) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      return Optional.empty();
    }
    byte[] content = Files.readAllBytes(file);
    String text =
        connection.charset() == null
            ? BotText.decode(content)
            : new String(content, connection.charset());
    try (var rows = CSVFormat.RFC4180.parse(new StringReader(text.replaceFirst("^\uFEFF", "")))) {
      List<CSVRecord> records = rows.getRecords();
      if (records.isEmpty() || records.size() - 1 > MOST_ROWS) {
        return Optional.empty();
      }
      List<String> head = records.getFirst().toList();
      boolean sound =
          head.size() <= MOST_COLUMNS
              && new HashSet<>(head).size() == head.size()
              && head.stream().noneMatch(String::isBlank)
              && records.stream().allMatch(record -> record.size() == head.size());
      return sound
          ? Optional.of(reading(head, records.subList(1, records.size()), connection))
          : Optional.empty();
    } catch (UncheckedIOException e) {
      return Optional.empty(); // breaks off inside a quoted text
    }
  }

  private static OcrReading reading(
      List<String> head, List<CSVRecord> records, OcrConnection connection) {
    List<String> columns =
        head.stream().filter(name -> !isConfidence(name, head, connection)).toList();
    List<Row> rows = new ArrayList<>();
    for (CSVRecord record : records) {
      List<Field> fields = new ArrayList<>();
      for (String column : columns) {
        int own = head.indexOf(column + connection.confidenceSuffix());
        int whole = head.indexOf(connection.confidenceColumn());
        Double confidence =
            own >= 0
                ? confidence(record.get(own), connection)
                : whole >= 0 ? confidence(record.get(whole), connection) : null;
        // A column without any confidence was not read but known, the file's name say.
        boolean judged = own >= 0 || whole >= 0;
        boolean doubtful = judged && (confidence == null || confidence < connection.threshold());
        fields.add(new Field(column, record.get(head.indexOf(column)), confidence, doubtful));
      }
      rows.add(new Row(rows.size() + 1, List.copyOf(fields)));
    }
    return new OcrReading(columns, List.copyOf(rows));
  }

  private static boolean isConfidence(String name, List<String> head, OcrConnection connection) {
    String suffix = connection.confidenceSuffix();
    return name.equals(connection.confidenceColumn())
        || name.endsWith(suffix)
            && head.contains(name.substring(0, name.length() - suffix.length()));
  }

  /** {@code 0.93}, {@code 93} with a scale of 100, or {@code 93%}; null where it is none. */
  private static @Nullable Double confidence(String text, OcrConnection connection) {
    String number = text.strip();
    double scale = connection.scale();
    if (number.endsWith("%")) {
      number = number.substring(0, number.length() - 1).strip();
      scale = 100;
    }
    try {
      double value = new BigDecimal(number).doubleValue() / scale;
      return value < 0 || value > 1 ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static byte[] corrected(
      OcrReading reading, Map<Place, String> corrections, OcrConnection connection)
      throws IOException {
    StringWriter text = new StringWriter();
    if (connection.checkedMark()) {
      text.append('\uFEFF');
    }
    try (CSVPrinter rows = new CSVPrinter(text, CSVFormat.RFC4180)) {
      rows.printRecord(reading.columns());
      for (Row row : reading.rows()) {
        rows.printRecord(
            row.fields().stream()
                .map(
                    field ->
                        corrections.getOrDefault(
                            new Place(row.number(), field.name()), field.text()))
                .toList());
      }
    }
    ByteBuffer bytes =
        connection.checkedCharset().newEncoder().encode(CharBuffer.wrap(text.toString()));
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return content;
  }
}
