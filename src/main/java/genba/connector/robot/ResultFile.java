package genba.connector.robot;

import genba.connector.BotResult;
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

/**
 * {@code result.csv} as bots write it: UTF-8, a head line {@code item,outcome,reason}, then a line
 * per item. A last line that breaks off (the bot was killed) is left out.
 */
final class ResultFile {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private ResultFile() {}

  static List<BotResult> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    List<BotResult> results = new ArrayList<>();
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        var rows = FORMAT.parse(in)) {
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
    }
    return results;
  }

  static long count(List<BotResult> results, BotResult.Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  private static boolean isOutcome(String text) {
    return Arrays.stream(BotResult.Outcome.values()).anyMatch(known -> known.name().equals(text));
  }
}
