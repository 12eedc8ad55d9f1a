package genba.connector.keeper;

import genba.connector.BotResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code result.csv} as bots write it: UTF-8, a head line {@code item,outcome,reason}, then a line
 * per item. A last line that breaks off (the bot was killed) is left out. A file of another shape
 * counts nothing: it must not keep the hub from seeing how the run ended.
 */
public final class ResultFile {

  private static final Logger log = LoggerFactory.getLogger(ResultFile.class);
  private static final List<String> COLUMNS = List.of("item", "outcome", "reason");
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private ResultFile() {}

  public static List<BotResult> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<BotResult> results = new ArrayList<>();
    try (Reader in = withoutMark(file);
        var rows = FORMAT.parse(in)) {
      if (!rows.getHeaderNames().containsAll(COLUMNS)) {
        if (!rows.getHeaderNames().isEmpty()) {
          log.warn("{} has the columns {} instead of {}", file, rows.getHeaderNames(), COLUMNS);
        }
        return List.of();
      }
      for (CSVRecord row : rows) {
        if (row.isConsistent() && isOutcome(row.get("outcome"))) {
          results.add(
              new BotResult(
                  row.get("item"),
                  BotResult.Outcome.valueOf(row.get("outcome")),
                  row.get("reason")));
        }
      }
    } catch (java.io.UncheckedIOException e) {
      return results; // breaks off inside a quoted reason
    } catch (IllegalArgumentException e) {
      log.warn("{} has a head line that cannot be read", file, e);
    }
    return results;
  }

  /** Some tools begin UTF-8 files with a mark. */
  private static Reader withoutMark(Path file) throws IOException {
    BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    in.mark(1);
    if (in.read() != BYTE_ORDER_MARK) {
      in.reset();
    }
    return in;
  }

  public static long count(List<BotResult> results, BotResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static boolean isOutcome(String text) {
    return Arrays.stream(BotResult.Outcome.values()).anyMatch(known -> known.name().equals(text));
  }
}
