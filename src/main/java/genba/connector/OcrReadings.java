package genba.connector;

import java.util.Map;
import java.util.Optional;

/** The files of AI-OCR products, for the hub's own pages. */
public interface OcrReadings {

  /** One field of one row. */
  record Place(int row, String column) {}

  /**
   * What was read under a reference; empty where nothing is there any more, or yet.
   *
   * @throws java.io.UncheckedIOException where the folder cannot be reached
   */
  Optional<OcrReading> of(String reference);

  /**
   * Writes the reading with its corrections for the bots that come next, in one step; again under
   * the same reference it replaces the file.
   *
   * @return the file's name in the folder for checked readings
   * @throws java.io.UncheckedIOException where a folder cannot be reached or the charset cannot
   *     write a text
   * @throws IllegalStateException where nothing was read under the reference
   */
  String handOver(String reference, Map<Place, String> corrections);
}
