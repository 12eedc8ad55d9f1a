package genba.processes;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A document on its way from the scanner to the bots. */
@TestMethodOrder(OrderAnnotation.class)
class ReadDocumentTest {

  @RegisterExtension static final InMemoryEngine engine = new InMemoryEngine();

  private final ProcessStory story = engine.story();

  @Test
  void aDocumentThatWasReadSurelyGoesToTheBotsByItself() {
    started();
    looked(false, false);
    looked(true, false);
    handedOver();
    story
        .neverReached("Task_CheckReading")
        .passed("Timer_LookAgain", "Task_LookAtReading", "Task_HandOverReading")
        .ended("End_ReadingHandedOver");
  }

  @Test
  void whatTheOcrWasNotSureOfIsCheckedInTheSection() {
    started();
    looked(true, true);
    story
        .userTask("Task_CheckReading")
        .offeredTo("staff:0310")
        .about("住民票の申請書", "/readings/reading-1")
        .hasDueDate()
        .sees("readingMessage", "2行の確認が必要です")
        .completedBy("staff-0310", Map.of("checkConfirmed", true));
    handedOver();
    story.passed("Task_CheckReading", "Task_HandOverReading").ended("End_ReadingHandedOver");
  }

  @Test
  void aTaskCompletedTooEarlyComesBackWithTheReason() {
    started();
    looked(true, true);
    story.userTask("Task_CheckReading").completedBy("staff-0310", Map.of("checkConfirmed", true));
    story
        .job("hand-over-reading")
        .sees("completedBy", "staff-0310")
        .completes(Map.of("handedOver", false, "checkMessage", "まだ確認していない箇所があります"));
    story
        .userTask("Task_CheckReading")
        .sees("checkMessage", "まだ確認していない箇所があります")
        .sees("checkConfirmed", false)
        .completedBy("staff-0310", Map.of("checkConfirmed", true));
    handedOver();
    story.passed("Gateway_HandedOver").ended("End_ReadingHandedOver");
  }

  @Test
  void aDocumentTheOcrRefusesIsEnteredByHand() {
    wanted();
    Map<String, Object> variables = new HashMap<>(variables());
    variables.put("readingFailed", true);
    story.job("start-reading").throwsError("READING_FAILED", variables);
    story
        .userTask("Task_CheckReading")
        .sees("readingFailed", true)
        .completedBy("staff-0310", Map.of("checkConfirmed", true));
    handedOver();
    story.passed("Event_ReadingRefused").ended("End_ReadingHandedOver");
  }

  @Test
  void overdueCheckingIsRemindedOfAndStaysTheSameTask() {
    started();
    looked(true, true);
    var check = story.userTask("Task_CheckReading");
    story.timePasses(ofDays(4)).job("remind-waiting").at("Task_RemindChecking").completes();
    check.completedBy("staff-0310", Map.of("checkConfirmed", true));
    handedOver();
    story.passed("End_CheckReminded").ended("End_ReadingHandedOver");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyFlowIsToldInAStory() {
    engine.coverage().coversEveryFlowOf("read-document");
  }

  private void wanted() {
    story.start(
        "read-document",
        Map.of(
            "document",
            "2026-11/scan-0001.pdf",
            "departmentCode",
            "0310",
            "readingSubject",
            "住民票の申請書"));
  }

  private void started() {
    wanted();
    story
        .job("start-reading")
        .sees("document", "2026-11/scan-0001.pdf")
        .sees("departmentCode", "0310")
        .completes(variables());
  }

  private void looked(boolean done, boolean needsCheck) {
    Map<String, Object> variables = new HashMap<>(variables());
    variables.put("readingDone", done);
    variables.put("needsCheck", needsCheck);
    story.timePasses(ofMinutes(1)).job("look-at-reading").completes(variables);
  }

  private void handedOver() {
    story
        .job("hand-over-reading")
        .completes(
            Map.of(
                "handedOver",
                true,
                "checkMessage",
                "",
                "readingState",
                "HANDED_OVER",
                "checkedFile",
                "reading-1.csv"));
  }

  private Map<String, Object> variables() {
    return Map.of(
        "readingId", "reading-1",
        "readingState", "READING",
        "readingFailed", false,
        "readingMessage", "2行の確認が必要です",
        "checkMessage", "",
        "subject", "住民票の申請書",
        "subjectPath", "/readings/reading-1",
        "staffGroups", List.of("staff:0310"),
        "lookAfter", "PT30S",
        "dueAt", story.in(ofDays(3)));
  }
}
