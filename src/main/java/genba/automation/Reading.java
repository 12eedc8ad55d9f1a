package genba.automation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document that AI-OCR reads and people check.
 *
 * @param reference the OCR's name for it, and the page's; made of the process instance's key
 * @param document path below the OCR's inbox; no personal data
 * @param looks how often the OCR was asked
 */
record Reading(
    String reference,
    long processInstanceKey,
    String departmentCode,
    String subject,
    String document,
    @Nullable String connection,
    State state,
    Instant requestedAt,
    Instant deadline,
    int looks,
    int rowsRead,
    int rowsDoubtful,
    int fieldsDoubtful,
    @Nullable String checkedBy,
    @Nullable Instant checkedAt,
    @Nullable Instant handedOverAt,
    @Nullable Instant erasedAt) {

  enum State {
    /** Handed to the OCR, or about to be. */
    READING,
    /** Read; waits for people where a field is doubtful. */
    READ,
    /** The OCR could not do it: people enter the document. */
    FAILED,
    /** The checked CSV is written. */
    HANDED_OVER,
    /** People have entered it. */
    BY_HAND
  }

  /** Whether people have work with it before it can go on. */
  boolean needsCheck() {
    return state == State.FAILED || state == State.READ && fieldsDoubtful > 0;
  }

  /** A row with at least one doubtful field. */
  record Row(int number, List<Field> fields) {

    public List<Field> doubtful() {
      return fields.stream().filter(Field::doubtful).toList();
    }

    public List<Field> sure() {
      return fields.stream().filter(field -> !field.doubtful()).toList();
    }
  }

  /**
   * @param checkedText what a person says it is; null while nobody has looked
   */
  record Field(
      int row,
      int column,
      String name,
      String readText,
      @Nullable Double confidence,
      boolean doubtful,
      @Nullable String checkedText) {

    /** Name of its input on the page. */
    public String input() {
      return "field-" + row + "-" + column;
    }

    public String text() {
      return checkedText == null ? readText : checkedText;
    }

    /** In whole percent; null where the OCR gave none. */
    public @Nullable Long percent() {
      return confidence == null ? null : Math.round(confidence * 100);
    }
  }
}
