package genba.connector.ocr;

import genba.connector.ConnectionProbe;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.OcrReading;
import genba.connector.OcrReadings;
import genba.connector.ocr.OcrConnection.Wrong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What the Kamelets of {@code connectors/ocr} call: start and get, with a map of {@code reference},
 * {@code document} and {@code connection}. What was read stays in the files; only counts go out.
 */
@Component("ocrHandOver")
public class OcrHandOver implements OcrReadings, ConnectionProbe {

  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final Pattern SCAN = Pattern.compile("(?i).*\\.(pdf|png|jpe?g|tiff?)");
  private static final String OURS = ".genba";
  private static final Duration SHARE_AWAY = Duration.ofMinutes(1);

  private final OcrProperties properties;
  private final MessageSource messages;
  private final Clock clock;

  OcrHandOver(OcrProperties properties, MessageSource messages, Clock clock) {
    this.properties = properties;
    this.messages = messages;
    this.clock = clock;
  }

  /** Copies the document into the product's input folder, once per reference. */
  public ConnectorOutcome start(Map<String, Object> call) throws IOException {
    try {
      String reference = reference(call);
      OcrConnection connection = connection(call);
      Path document = document(connection.inbox(), String.valueOf(call.get("document")));
      if (document == null) {
        return new Rejected(
            "INVALID_DOCUMENT", "The document is a path below the inbox: PDF, PNG, JPEG or TIFF");
      }
      if (isAway(connection.inbox(), connection.input(), connection.checked())) {
        return away();
      }
      Path started = connection.checked().resolve(OURS).resolve(reference);
      if (Files.notExists(started)) {
        if (!Files.isRegularFile(document, LinkOption.NOFOLLOW_LINKS)) {
          return new Rejected("UNKNOWN_DOCUMENT", "The document is not in the inbox");
        }
        copy(document, connection.input(), reference);
        Files.createDirectories(started.getParent());
        note(started);
      }
      return new Accepted(reference, Map.of());
    } catch (Wrong e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    }
  }

  /** Appears whole: products begin to read as soon as they see a file. */
  private static void copy(Path document, Path input, String reference) throws IOException {
    String name = String.valueOf(document.getFileName());
    String ending = name.substring(name.lastIndexOf('.')).toLowerCase(Locale.ROOT);
    Path part = input.resolve("." + reference + "-" + UUID.randomUUID() + ".part");
    try {
      Files.copy(document, part);
      Files.move(part, input.resolve(reference + ending), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void note(Path started) throws IOException {
    try {
      Files.write(started, new byte[0], StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      // Another hub did the same at the same moment; the product gets one file of this name.
    }
  }

  /** How far the product is: state and counts, never what was read. */
  public ConnectorOutcome get(Map<String, Object> call) throws IOException {
    try {
      String reference = reference(call);
      OcrConnection connection = connection(call);
      if (isAway(connection.input(), connection.output(), connection.checked())) {
        return away();
      }
      return new Completed(look(connection, reference));
    } catch (Wrong e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> look(OcrConnection connection, String reference) throws IOException {
    Path result = connection.resultOf(reference);
    if (Files.notExists(connection.checked().resolve(OURS).resolve(reference))) {
      return state("UNKNOWN", "unknown");
    }
    Path error = connection.errorOf(reference);
    if (error != null && Files.exists(error)) {
      return state("FAILED", "failed");
    }
    if (!isWhole(result, connection, reference)) {
      return waits(connection.input(), reference)
          ? state("PENDING", "pending")
          : state("RUNNING", "running");
    }
    Optional<OcrReading> read = OcrCsv.read(result, connection);
    if (read.isEmpty()) {
      return state("FAILED", "unreadable");
    }
    OcrReading reading = read.get();
    long rows = reading.rows().stream().filter(OcrReading.Row::isDoubtful).count();
    long fields =
        reading.rows().stream()
            .flatMap(row -> row.fields().stream())
            .filter(OcrReading.Field::doubtful)
            .count();
    Map<String, Object> report =
        state("SUCCEEDED", rows == 0 ? "read" : "doubtful", reading.rows().size(), rows, fields);
    report.put("rowsRead", reading.rows().size());
    report.put("rowsDoubtful", rows);
    report.put("fieldsDoubtful", fields);
    report.put("file", String.valueOf(result.getFileName()));
    return report;
  }

  private boolean isWhole(Path result, OcrConnection connection, String reference)
      throws IOException {
    if (!Files.isRegularFile(result, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Path done = connection.doneOf(reference);
    if (done != null) {
      return Files.exists(done);
    }
    Instant written = Files.getLastModifiedTime(result).toInstant();
    return !written.plus(connection.settleFor()).isAfter(shareTime(connection.output()));
  }

  /** The share's own time where it may be written to; the hub's own where not. */
  private Instant shareTime(Path output) throws IOException {
    try {
      Path probe = Files.createTempFile(output, ".genba-", ".tmp");
      try {
        return Files.getLastModifiedTime(probe).toInstant();
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (java.nio.file.AccessDeniedException e) {
      return clock.instant();
    }
  }

  private static boolean waits(Path input, String reference) throws IOException {
    try (Stream<Path> files = Files.list(input)) {
      return files.anyMatch(file -> String.valueOf(file.getFileName()).startsWith(reference + "."));
    }
  }

  @Override
  public String system() {
    return OcrProperties.SYSTEM;
  }

  /** All folders can be reached, and those that are ours be written to. */
  @Override
  public ConnectorOutcome probe(Map<String, String> values) throws IOException {
    try {
      OcrConnection connection = OcrConnection.of(values);
      if (isAway(
          connection.inbox(), connection.input(), connection.output(), connection.checked())) {
        return away();
      }
      for (Path folder : new Path[] {connection.input(), connection.checked()}) {
        Files.delete(Files.createTempFile(folder, ".genba-", ".part"));
      }
      return new Completed(Map.of());
    } catch (Wrong e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<OcrReading> of(String reference) {
    return place(reference)
        .flatMap(
            connection -> {
              try {
                return OcrCsv.read(connection.resultOf(reference), connection);
              } catch (IOException e) {
                throw new UncheckedIOException("The reading " + reference + " is away", e);
              }
            });
  }

  @Override
  public String handOver(String reference, Map<Place, String> corrections) {
    OcrConnection connection =
        place(reference)
            .orElseThrow(() -> new IllegalStateException("Nothing was read as " + reference));
    OcrReading reading =
        of(reference)
            .orElseThrow(() -> new IllegalStateException("Nothing was read as " + reference));
    Path target = connection.checked().resolve(reference + ".csv");
    Path own = connection.checked().resolve("." + reference + "-" + UUID.randomUUID());
    try {
      try {
        Files.write(own, OcrCsv.corrected(reading, corrections, connection));
        Files.move(own, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(own);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The checked reading " + reference + " is not written", e);
    }
    return String.valueOf(target.getFileName());
  }

  private Optional<OcrConnection> place(String reference) {
    return REFERENCE.matcher(reference).matches()
        ? properties.all().stream()
            .filter(
                connection -> Files.exists(connection.checked().resolve(OURS).resolve(reference)))
            .findFirst()
        : Optional.empty();
  }

  private static @Nullable Path document(Path inbox, String name) {
    try {
      Path document = inbox.resolve(name).normalize();
      boolean below = document.startsWith(inbox) && !document.equals(inbox);
      return below && SCAN.matcher(name).matches() && !name.contains("..") ? document : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static String reference(Map<String, Object> call) throws Wrong {
    String reference = String.valueOf(call.get("reference"));
    if (!REFERENCE.matcher(reference).matches()) {
      throw new Wrong("The reference must match " + REFERENCE);
    }
    return reference;
  }

  private static OcrConnection connection(Map<String, Object> call) throws Wrong {
    return OcrConnection.of(call.get("connection") instanceof Map<?, ?> map ? map : Map.of());
  }

  private static boolean isAway(Path... folders) {
    return !Stream.of(folders).allMatch(Files::isDirectory);
  }

  private static RetryLater away() {
    return new RetryLater("A folder of the OCR cannot be reached", SHARE_AWAY, true);
  }

  private Map<String, Object> state(String state, String sentence, Object... values) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("state", state);
    report.put(
        "message", messages.getMessage("connector.ocr." + sentence, values, Locale.JAPANESE));
    return report;
  }
}
