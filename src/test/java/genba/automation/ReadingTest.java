package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.automation.Reading.State;
import genba.engine.Job;
import genba.engine.JobResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** A document through connector, database and page; only the engine is played. */
@AutomationHub
class ReadingTest {

  private static final Path OCR = Path.of("target/automation-ocr");

  @Autowired private MockMvc mvc;
  @Autowired private ReadDocumentWorker worker;
  @Autowired private ReadingService service;
  @Autowired private ReadingRepository readings;
  @Autowired private JdbcClient jdbc;

  private final long process = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  private final String reference = "reading-" + process;

  @BeforeEach
  void anOcr() throws IOException {
    for (String folder : List.of("inbox", "input", "output", "checked")) {
      Files.createDirectories(OCR.resolve(folder));
    }
    Files.writeString(OCR.resolve("inbox/scan.pdf"), "%PDF");
  }

  @Test
  void doubtfulFieldsAreCheckedByTheSectionAndHandedToTheBots() throws Exception {
    started();
    assertThat(done(worker.lookAtReading(job(5, Map.of()))))
        .containsEntry("readingDone", false)
        .containsEntry("lookAfter", "PT10S");
    read("番号,氏名,氏名_確信度\n1,見本 太郎,0.99\n2,見木 花子,0.5\n");
    Map<String, Object> variables = done(worker.lookAtReading(job(5, Map.of())));
    assertThat(variables)
        .containsEntry("readingDone", true)
        .containsEntry("needsCheck", true)
        .containsEntry("subjectPath", "/readings/" + reference)
        .containsEntry("staffGroups", List.of("staff:0310"));
    assertThat(variables.toString()).doesNotContain("見本", "見木");

    assertThat(done(handOver("staff-0310")))
        .containsEntry("handedOver", false)
        .extractingByKey("checkMessage")
        .asString()
        .contains("すべて確認した");
    mvc.perform(get("/readings/" + reference).with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("見木 花子")))
        .andExpect(content().string(containsString("確信度50%")))
        .andExpect(content().string(not(containsString("見本 太郎"))));
    save("staff-0310", "見本 花子")
        .andExpect(flash().attribute("done", "automation.reading.done.finished"));

    assertThat(done(handOver("staff-0990"))).containsEntry("handedOver", false);
    assertThat(done(handOver("staff-0310")))
        .containsEntry("handedOver", true)
        .containsEntry("readingState", "HANDED_OVER")
        .containsEntry("checkedFile", reference + ".csv");
    assertThat(OCR.resolve("checked/" + reference + ".csv"))
        .hasContent("\uFEFF番号,氏名\r\n1,見本 太郎\r\n2,見本 花子\r\n");
    assertThat(done(handOver("staff-0310"))).containsEntry("checkedFile", reference + ".csv");
    save("staff-0310", "遅すぎた").andExpect(flash().attributeExists("problem"));
  }

  @Test
  void strangersSeeNothingOfIt() throws Exception {
    started();
    read("番号,氏名,氏名_確信度\n2,見木 花子,0.5\n");
    worker.lookAtReading(job(5, Map.of()));
    mvc.perform(get("/readings/" + reference).with(user("staff-0990")))
        .andExpect(status().isForbidden());
    save("staff-0990", "x").andExpect(status().isForbidden());
    mvc.perform(get("/readings/reading-0").with(user("staff-0310")))
        .andExpect(status().isNotFound());
  }

  @Test
  void aSureReadingNeedsNobody() throws Exception {
    started();
    read("番号,番号_確信度\n1,0.99\n");
    assertThat(done(worker.lookAtReading(job(5, Map.of())))).containsEntry("needsCheck", false);
    assertThat(done(worker.lookAtReading(job(5, Map.of())))).containsEntry("needsCheck", false);
    assertThat(done(handOver(""))).containsEntry("handedOver", true);
  }

  @Test
  void aFileThatChangedAfterItWasCheckedIsNotHandedOver() throws Exception {
    started();
    read("番号,氏名,氏名_確信度\n2,見木,0.5\n");
    worker.lookAtReading(job(5, Map.of()));
    save("staff-0310", "見本");
    read("番号,氏名,氏名_確信度\n3,別人,0.5\n");
    assertThat(handOver("staff-0310"))
        .isInstanceOfSatisfying(
            JobResult.Incident.class,
            incident -> assertThat(incident.reason()).contains("has changed").doesNotContain("別人"));
  }

  @Test
  void whatTheOcrCannotReadIsEnteredByHand() throws Exception {
    started();
    read("no table\nat,all\n");
    assertThat(done(worker.lookAtReading(job(5, Map.of()))))
        .containsEntry("readingFailed", true)
        .containsEntry("needsCheck", true);
    assertThat(done(handOver("staff-0310")))
        .containsEntry("handedOver", true)
        .containsEntry("readingState", "BY_HAND")
        .containsEntry("checkedFile", "");
    mvc.perform(get("/readings/" + reference).with(user("staff-0310")))
        .andExpect(content().string(containsString("手入力で完了")));
  }

  @Test
  void atItsDeadlineTheOcrIsNotWaitedForAnyLonger() {
    started();
    jdbc.sql("update reading set deadline = requested_at where reference = :r")
        .param("r", reference)
        .update();
    assertThat(done(worker.lookAtReading(job(5, Map.of())))).containsEntry("readingFailed", true);
    assertThat(readings.find(reference).orElseThrow().state()).isEqualTo(State.FAILED);
  }

  @Test
  void aDocumentThatIsNotThereGoesToPeople() {
    assertThat(worker.startReading(job(5, Map.of("document", "none.pdf"))))
        .isInstanceOfSatisfying(
            JobResult.Error.class,
            error -> {
              assertThat(error.code()).isEqualTo("READING_FAILED");
              assertThat(error.variables()).containsEntry("readingFailed", true);
            });
  }

  @Test
  void anUnknownConnectionIsAnOperatorsMatter() {
    Map<String, Object> other = Map.of("ocrConnection", "ocr-elsewhere");
    assertThat(worker.startReading(job(5, other))).isInstanceOf(JobResult.Incident.class);
  }

  @Test
  void whatWasHandedOverIsErasedLater() throws Exception {
    started();
    read("番号,氏名,氏名_確信度\n2,見木 花子,0.5\n");
    worker.lookAtReading(job(5, Map.of()));
    save("staff-0310", "見本 花子");
    handOver("staff-0310");
    service.erase();
    assertThat(readings.rows(reference)).isNotEmpty();
    jdbc.sql("update reading set handed_over_at = :at where reference = :r")
        .param("at", Rows.at(Instant.parse("2020-01-01T00:00:00Z")))
        .param("r", reference)
        .update();
    service.erase();
    assertThat(readings.rows(reference)).isEmpty();
    mvc.perform(get("/readings/" + reference).with(user("staff-0310")))
        .andExpect(content().string(containsString("消去しました")))
        .andExpect(content().string(not(containsString("見木"))));
  }

  private org.springframework.test.web.servlet.ResultActions save(String who, String text)
      throws Exception {
    return mvc.perform(
        post("/readings/" + reference)
            .param("field-2-1", text)
            .param("field-1-1", text)
            .param("action", "finish")
            .with(user(who))
            .with(csrf()));
  }

  private void started() {
    assertThat(worker.startReading(job(5, Map.of()))).isInstanceOf(JobResult.Done.class);
    assertThat(worker.startReading(job(5, Map.of()))).isInstanceOf(JobResult.Done.class);
    assertThat(OCR.resolve("input/" + reference + ".pdf")).hasContent("%PDF");
  }

  private void read(String csv) throws IOException {
    Files.writeString(OCR.resolve("output/" + reference + ".csv"), csv);
    Files.writeString(OCR.resolve("output/" + reference + ".done"), "");
  }

  private JobResult handOver(String completedBy) {
    return worker.handOverReading(job(5, Map.of("completedBy", completedBy)));
  }

  private static Map<String, Object> done(JobResult result) {
    assertThat(result).isInstanceOf(JobResult.Done.class).extracting("variables", MAP).isNotNull();
    return ((JobResult.Done) result).variables();
  }

  private Job job(int retries, Map<String, Object> more) {
    Map<String, Object> variables =
        new HashMap<>(
            Map.of(
                "document", "scan.pdf",
                "departmentCode", "0310",
                "readingSubject", "住民票の申請書"));
    variables.putAll(more);
    return new Job(1, "any", "read-document", process, "Task", 2, retries, Map.of(), variables);
  }
}
