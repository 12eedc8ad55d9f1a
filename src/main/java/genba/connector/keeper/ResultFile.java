package genba.connector.keeper;

import genba.connector.BotResult;
import java.io.IOException;
import java.io.StringReader;
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
 * {@code result.csv} as bots write it: UTF-8 or Windows-31J, a head line {@code
 * item,outcome,reason}, then a line per item. A last line that breaks off (the bot was killed) is
 * left out. A file of another shape counts nothing: it must not keep the hub from seeing how the
 * run ended.
 */
public final class ResultFile {

  private static final Logger log = LoggerFactory.getLogger(ResultFile.class);
  private static final List<String> COLUMNS = List.of("item", "outcome", "reason");
  private static final long LONGEST = 64L * 1024 * 1024;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private ResultFile() {}

  public static List<BotResult> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<BotResult> results = new ArrayList<>();
    if (Files.size(file) > LONGEST) {
      log.warn("{} has more than {} bytes and is not counted", file, LONGEST);
      return List.of();
    }
    try (var rows = FORMAT.parse(new StringReader(BotText.decode(Files.readAllBytes(file))))) {
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

  public static long count(List<BotResult> results, BotResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static boolean isOutcome(String text) {
    return Arrays.stream(BotResult.Outcome.values()).anyMatch(known -> known.name().equals(text));
  }
}
