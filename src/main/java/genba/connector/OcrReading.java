package genba.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What AI-OCR read from one document. It may be of people: it is never a connector's output and
 * never goes into the engine.
 *
 * @param columns names of the fields, in the file's order
 */
public record OcrReading(List<String> columns, List<Row> rows) {

  /**
   * @param number from 1, in the file's order
   */
  public record Row(int number, List<Field> fields) {

    public boolean isDoubtful() {
      return fields.stream().anyMatch(Field::doubtful);
    }
  }

  /**
   * @param confidence from 0 to 1; null where the product gave none that can be read
   * @param doubtful whether a person must look
   */
  public record Field(String name, String text, @Nullable Double confidence, boolean doubtful) {}
}
