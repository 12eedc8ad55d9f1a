package genba.connector.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.OcrReading;
import genba.connector.OcrReading.Field;
import genba.connector.OcrReadings.Place;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/** An OCR product that is two folders. */
class OcrHandOverTest {

  private static final Charset WINDOWS_31J = Charset.forName("windows-31j");

  @TempDir Path folder;
  private final Map<String, String> connection = new HashMap<>();
  private OcrHandOver ocr;

  @BeforeEach
  void anOcr() throws IOException {
    for (String name : List.of("inbox", "input", "output", "checked")) {
      connection.put(name, Files.createDirectory(folder.resolve(name)).toString());
    }
    Files.writeString(folder.resolve("inbox/scan.PDF"), "%PDF");
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/connector");
    messages.setDefaultEncoding("UTF-8");
    messages.setFallbackToSystemLocale(false);
    ocr =
        new OcrHandOver(new OcrProperties(Map.of("ocr", connection)), messages, Clock.systemUTC());
  }

  @Test
  void aDocumentIsHandedOverOnceUnderOurReference() throws Exception {
    assertThat(state()).isEqualTo("UNKNOWN");
    assertThat(start("scan.PDF")).isInstanceOf(Accepted.class);
    assertThat(folder.resolve("input/R-1.pdf")).hasContent("%PDF");
    assertThat(state()).isEqualTo("PENDING");

    Files.delete(folder.resolve("input/R-1.pdf"));
    assertThat(start("scan.PDF")).isInstanceOf(Accepted.class);
    assertThat(folder.resolve("input")).isEmptyDirectory();
    assertThat(state()).isEqualTo("RUNNING");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-31j, auto, 氏名_確信度, 0.52, 1",
    "utf-8, auto, 氏名_確信度, 52, 100",
    "utf-8, utf-8, 氏名_確信度, 52%, 1",
    "windows-31j, windows-31j, 氏名_確信度, , 1",
    "utf-8, auto, 氏名_確信度, ?, 1"
  })
  void whatTheProductIsNotSureOfIsCountedAndStaysInTheFile(
      String written, String charset, String column, String confidence, String scale)
      throws Exception {
    connection.put("charset", charset);
    connection.put("confidenceScale", scale);
    start("scan.PDF");
    String sure = scale.equals("100") ? "99" : "0.99";
    result(
        "番号,氏名,%s\r\n1,見本 太郎,%s\r\n2,見木 花子,%s\r\n"
            .formatted(column, sure, confidence == null ? "" : confidence),
        Charset.forName(written));

    Map<String, Object> report = report();
    assertThat(report)
        .containsEntry("state", "SUCCEEDED")
        .containsEntry("rowsRead", 2)
        .containsEntry("rowsDoubtful", 1L)
        .containsEntry("fieldsDoubtful", 1L)
        .containsEntry("file", "R-1.csv");
    assertThat(report.toString()).doesNotContain("見");
    OcrReading reading = ocr.of("R-1").orElseThrow();
    assertThat(reading.columns()).containsExactly("番号", "氏名");
    assertThat(reading.rows().get(1).fields())
        .extracting(Field::name, Field::text, Field::doubtful)
        .contains(org.assertj.core.groups.Tuple.tuple("氏名", "見木 花子", true));
  }

  @Test
  void oneConfidenceMayStandForTheWholeRow() throws Exception {
    connection.put("confidenceColumn", "確信度");
    start("scan.PDF");
    result("番号,氏名,確信度\n1,見本,0.95\n2,見木,0.3\n", StandardCharsets.UTF_8);
    assertThat(report()).containsEntry("rowsDoubtful", 1L).containsEntry("fieldsDoubtful", 2L);
  }

  @Test
  void aFileThatIsStillWrittenIsNotRead() throws Exception {
    start("scan.PDF");
    Files.delete(folder.resolve("input/R-1.pdf"));
    Files.writeString(folder.resolve("output/R-1.csv"), "番号\n1\n");
    assertThat(state()).isEqualTo("RUNNING");

    connection.put("doneName", "{reference}.done");
    assertThat(state()).isEqualTo("RUNNING");
    Files.writeString(folder.resolve("output/R-1.done"), "");
    assertThat(state()).isEqualTo("SUCCEEDED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "番号,氏名\n1\n", "番号,番号\n1,2\n", "番号,\n1,2\n", "番号\n\"1\n"})
  void whatIsNoTableHasFailed(String text) throws Exception {
    start("scan.PDF");
    result(text, StandardCharsets.UTF_8);
    assertThat(state()).isEqualTo("FAILED");
    assertThat(ocr.of("R-1")).isEmpty();
  }

  @Test
  void theProductsOwnErrorIsAFailure() throws Exception {
    connection.put("errorName", "{reference}.err");
    start("scan.PDF");
    Files.writeString(folder.resolve("output/R-1.err"), "");
    assertThat(state()).isEqualTo("FAILED");
  }

  @Test
  void checkedRowsAreWrittenForTheBotsWithoutConfidences() throws Exception {
    start("scan.PDF");
    result("番号,氏名,氏名_確信度\n1,\"見本, 太郎\",0.99\n2,見木,0.3\n", StandardCharsets.UTF_8);
    assertThat(ocr.handOver("R-1", Map.of(new Place(2, "氏名"), "見本 花子"))).isEqualTo("R-1.csv");
    assertThat(folder.resolve("checked/R-1.csv"))
        .hasContent("\uFEFF番号,氏名\r\n1,\"見本, 太郎\"\r\n2,見本 花子\r\n");

    connection.put("checkedCharset", "windows-31j");
    ocr.handOver("R-1", Map.of());
    assertThat(Files.readString(folder.resolve("checked/R-1.csv"), WINDOWS_31J)).contains("見木");
    assertThatThrownBy(() -> ocr.handOver("R-1", Map.of(new Place(2, "氏名"), "𠮷田")))
        .isInstanceOf(java.io.UncheckedIOException.class)
        .hasMessageNotContaining("田");
    assertThatThrownBy(() -> ocr.handOver("R-2", Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../output/x.pdf",
        "/etc/passwd.pdf",
        "a/../../x.pdf",
        "scan.exe",
        "",
        ".",
        "x\0.pdf"
      })
  void noDocumentLeadsOutOfTheInbox(String document) throws Exception {
    assertThat(start(document)).isInstanceOf(Rejected.class);
    assertThat(folder.resolve("input")).isEmptyDirectory();
  }

  @Test
  void aDocumentThatIsNotThereIsRejected() throws Exception {
    assertThat(start("other.pdf"))
        .isEqualTo(new Rejected("UNKNOWN_DOCUMENT", "The document is not in the inbox"));
  }

  @Test
  void foldersThatAreAwayAreAskedAgain() throws Exception {
    Files.delete(folder.resolve("input"));
    assertThat(start("scan.PDF")).isInstanceOf(RetryLater.class);
    assertThat(ocr.get(call("x"))).isInstanceOf(RetryLater.class);
    assertThat(ocr.probe(connection)).isInstanceOf(RetryLater.class);
    Files.createDirectory(folder.resolve("input"));
    assertThat(ocr.probe(connection)).isInstanceOf(Completed.class);
    assertThat(folder.resolve("input")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "threshold, 90",
    "threshold, high",
    "charset, ebcdic",
    "resultName, ../{reference}.csv",
    "resultName, result.csv",
    "settleFor, 10",
    "output, ''"
  })
  void aWrongConnectionIsAnOperatorsMatter(String property, String value) throws Exception {
    connection.put(property, value);
    assertThat(start("scan.PDF")).isInstanceOf(Misconfigured.class);
    assertThat(ocr.of("R-1")).isEmpty();
  }

  private ConnectorOutcome start(String document) throws Exception {
    return ocr.start(call(document));
  }

  private Object state() throws Exception {
    return report().get("state");
  }

  private Map<String, Object> report() throws Exception {
    return ((Completed) ocr.get(call("scan.PDF"))).output();
  }

  private Map<String, Object> call(String document) {
    return Map.of("reference", "R-1", "document", document, "connection", connection);
  }

  /** Written and left alone for a minute. */
  private void result(String text, Charset charset) throws IOException {
    Path file = Files.write(folder.resolve("output/R-1.csv"), text.getBytes(charset));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofMinutes(1))));
  }
}
