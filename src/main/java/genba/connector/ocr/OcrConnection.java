package genba.connector.ocr;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The folders of one OCR product and how its CSV says how sure it is.
 *
 * @param inbox where documents wait for being read
 * @param input the folder the product watches
 * @param output the folder the product writes to
 * @param checked the folder that bots read
 * @param done name of a file the product writes last; empty: its CSV must lie still
 * @param confidenceColumn one column for the whole row; empty: one per field
 * @param scale what the product calls quite sure: 1 or 100
 */
record OcrConnection(
    Path inbox,
    Path input,
    Path output,
    Path checked,
    String result,
    String error,
    String done,
    Duration settleFor,
    @Nullable Charset charset,
    Charset checkedCharset,
    boolean checkedMark,
    double threshold,
    double scale,
    String confidenceSuffix,
    String confidenceColumn) {

  private static final String PLACE = "{reference}";

  /** What must be mended in the connection. */
  static final class Wrong extends Exception {
    Wrong(String reason) {
      super(reason);
    }
  }

  static OcrConnection of(Map<?, ?> values) throws Wrong {
    double threshold = number(values, "threshold", "0.9");
    double scale = number(values, "confidenceScale", "1");
    if (threshold < 0 || threshold > 1 || scale <= 0) {
      throw new Wrong("'threshold' is from 0 to 1, 'confidenceScale' more than 0");
    }
    String checked = text(values, "checkedCharset", "utf-8-bom");
    boolean marked = checked.equals("utf-8-bom");
    return new OcrConnection(
        folder(values, "inbox"),
        folder(values, "input"),
        folder(values, "output"),
        folder(values, "checked"),
        name(values, "resultName", PLACE + ".csv"),
        name(values, "errorName", ""),
        name(values, "doneName", ""),
        duration(text(values, "settleFor", "PT10S")),
        charset(text(values, "charset", "auto")),
        Objects.requireNonNullElse(charset(marked ? "utf-8" : checked), StandardCharsets.UTF_8),
        marked,
        threshold,
        scale,
        text(values, "confidenceSuffix", "_確信度"),
        text(values, "confidenceColumn", ""));
  }

  Path resultOf(String reference) {
    return output.resolve(result.replace(PLACE, reference));
  }

  @Nullable Path errorOf(String reference) {
    return error.isEmpty() ? null : output.resolve(error.replace(PLACE, reference));
  }

  @Nullable Path doneOf(String reference) {
    return done.isEmpty() ? null : output.resolve(done.replace(PLACE, reference));
  }

  private static Path folder(Map<?, ?> values, String key) throws Wrong {
    String text = text(values, key, "");
    try {
      if (text.isEmpty()) {
        throw new Wrong("The connection has no '" + key + "'");
      }
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new Wrong("The connection's '" + key + "' is no path");
    }
  }

  private static String name(Map<?, ?> values, String key, String otherwise) throws Wrong {
    String name = text(values, key, otherwise);
    if (!name.isEmpty() && (!name.contains(PLACE) || name.matches(".*[/\\\\:].*"))) {
      throw new Wrong("'" + key + "' is a file's name with {reference} in it");
    }
    return name;
  }

  private static double number(Map<?, ?> values, String key, String otherwise) throws Wrong {
    try {
      return new BigDecimal(text(values, key, otherwise)).doubleValue();
    } catch (NumberFormatException e) {
      throw new Wrong("'" + key + "' must be a number");
    }
  }

  private static Duration duration(String text) throws Wrong {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new Wrong("'settleFor' must be a duration such as PT10S");
    }
  }

  private static @Nullable Charset charset(String text) throws Wrong {
    return switch (text) {
      case "auto" -> null;
      case "utf-8" -> StandardCharsets.UTF_8;
      case "windows-31j" -> Charset.forName("windows-31j");
      default -> throw new Wrong("A charset is utf-8 or windows-31j, not " + text);
    };
  }

  private static String text(Map<?, ?> values, String key, String otherwise) {
    Object value = values.get(key);
    return value == null || value.toString().isBlank() ? otherwise : value.toString().strip();
  }
}
