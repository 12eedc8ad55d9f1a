package genba.processes;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One run of a bot, from the request to the row in the ledger. */
@TestMethodOrder(OrderAnnotation.class)
class RunBotTest {

  @RegisterExtension static final InMemoryEngine engine = new InMemoryEngine();

  private final ProcessStory story = engine.story();

  @ParameterizedTest
  @ValueSource(strings = {"REQUESTED", "ACCEPTED", "RUNNING"})
  void aRequestedRunIsStartedAwaitedAndSettled(String state) {
    requested();
    started(state);
    story.message("run-ended", "RUN-1", Map.of());
    settled("SUCCEEDED", false);
    story.passed("Task_StartBot", "Task_AwaitRun", "Task_SettleRun").ended("End_RunFinished");
  }

  @Test
  void theNewsOfAFastBotIsNotLostWhenItComesBeforeAnybodyWaits() {
    requested();
    story.message("run-ended", "RUN-1", Map.of());
    started("RUNNING");
    settled("SUCCEEDED", false);
    story.passed("Task_AwaitRun").ended("End_RunFinished");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT"})
  void aRunThatIsAlreadyOverIsNotAwaited(String state) {
    requested();
    started(state);
    settled(state, false);
    story.neverReached("Task_AwaitRun").ended("End_RunFinished");
  }

  @Test
  void whatTheBotCouldNotDoIsDoneByHandInTheSection() {
    requested();
    started("RUNNING");
    story.message("run-ended", "RUN-1", Map.of());
    settled("FAILED", true);
    story
        .userTask("Task_HandleByHand")
        .offeredTo("staff:0310")
        .about("住所変更の入力", "/runs/RUN-1")
        .hasDueDate()
        .sees("itemsRejected", 3)
        .completedBy("staff-0310", Map.of("itemsHandled", 3, "minutesSpent", 20));
    story
        .job("record-handwork")
        .sees("completedBy", "staff-0310")
        .sees("minutesSpent", 20)
        .completes(Map.of("handworkAccepted", true));
    story.passed("Task_RecordHandwork").ended("End_RunFinished");
  }

  @Test
  void overdueHandworkIsRemindedOfAndStaysTheSameTask() {
    requested();
    started("SUCCEEDED");
    settled("SUCCEEDED", true);
    var handwork = story.userTask("Task_HandleByHand");
    story.timePasses(ofDays(4)).job("remind-waiting").at("Task_RemindHandwork").completes();
    handwork.completedBy("staff-0310", Map.of("itemsHandled", 3, "minutesSpent", 20));
    story.job("record-handwork").completes(Map.of("handworkAccepted", true));
    story.passed("End_HandworkReminded").ended("End_RunFinished");
  }

  @Test
  void aBotThatDoesNotEndInTimeIsCancelled() {
    requested();
    started("RUNNING");
    story.timePasses(ofHours(5)).job("cancel-bot").completes(Map.of("runState", "TIMED_OUT"));
    settled("TIMED_OUT", false);
    story.passed("Timer_Deadline", "Task_CancelBot", "Task_SettleRun").ended("End_RunFinished");
  }

  @Test
  void aBotThatCannotBeStartedIsSettledAndLeftToPeople() {
    requested();
    placeTaken();
    story
        .job("start-bot")
        .throwsError("BOT_FAILED", Map.of("runState", "REJECTED", "subject", "住所変更の入力"));
    settled("REJECTED", true);
    story.userTask("Task_HandleByHand").completedBy("staff-0310", Map.of("itemsHandled", 10));
    story.job("record-handwork").completes(Map.of("handworkAccepted", true));
    story.passed("Event_BotFailed", "Task_SettleRun").ended("End_RunFinished");
  }

  @Test
  void aRunWithoutAPlaceWaitsForItsTurn() {
    requested();
    placeDenied();
    story.message("run-turn", "RUN-1", Map.of());
    botStarted("RUNNING");
    story.message("run-ended", "RUN-1", Map.of());
    settled("SUCCEEDED", false);
    story.passed("Task_TakePlace", "Task_AwaitTurn", "Task_StartBot").ended("End_RunFinished");
  }

  @Test
  void aTurnThatComesBeforeAnybodyWaitsIsNotLost() {
    requested();
    story.message("run-turn", "RUN-1", Map.of());
    placeDenied();
    botStarted("SUCCEEDED");
    settled("SUCCEEDED", false);
    story.passed("Task_AwaitTurn", "Task_StartBot").ended("End_RunFinished");
  }

  @Test
  void aRunWhoseTurnDoesNotComeIsLeftToPeople() {
    requested();
    placeDenied();
    story
        .timePasses(ofHours(13))
        .job("give-up-waiting")
        .sees("runId", "RUN-1")
        .completes(
            Map.of(
                "runState",
                "TIMED_OUT",
                "runMessage",
                "順番が来なかった",
                "subject",
                "住所変更の入力",
                "subjectPath",
                "/runs/RUN-1"));
    settled("TIMED_OUT", true);
    story.userTask("Task_HandleByHand").completedBy("staff-0310", Map.of("itemsHandled", 10));
    story.job("record-handwork").completes(Map.of("handworkAccepted", true));
    story
        .neverReached("Task_StartBot")
        .passed("Timer_WaitedTooLong", "Task_GiveUpWaiting", "Task_SettleRun")
        .ended("End_RunFinished");
  }

  @Test
  void handworkOfSomebodyElseGoesBackToTheSection() {
    requested();
    started("SUCCEEDED");
    settled("SUCCEEDED", true);
    story
        .userTask("Task_HandleByHand")
        .completedBy("", Map.of("itemsHandled", 3, "minutesSpent", 20, "needsHand", false));
    story
        .job("record-handwork")
        .sees("needsHand", true)
        .completes(Map.of("handworkAccepted", false, "notice", "担当課の職員が入力してください"));
    story
        .userTask("Task_HandleByHand")
        .offeredTo("staff:0310")
        .sees("notice", "担当課の職員が入力してください")
        .sees("itemsHandled", 3)
        .completedBy("staff-0310", Map.of("itemsHandled", 3, "minutesSpent", 20));
    story
        .job("record-handwork")
        .sees("completedBy", "staff-0310")
        .completes(Map.of("handworkAccepted", true));
    story.ended("End_RunFinished");
  }

  @Test
  void aTrialLeavesNoHandwork() {
    story.start("run-bot", Map.of("runId", "RUN-1", "trial", true));
    started("RUNNING");
    story.message("run-ended", "RUN-1", Map.of());
    settled("FAILED", true);
    story.neverReached("Task_HandleByHand").ended("End_RunFinished");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyFlowIsToldInAStory() {
    engine.coverage().coversEveryFlowOf("run-bot");
  }

  private void requested() {
    story.message("run-requested", "RUN-1", Map.of("runId", "RUN-1", "trial", false));
  }

  private void started(String state) {
    placeTaken();
    botStarted(state);
  }

  private void placeTaken() {
    story
        .job("take-place")
        .sees("runId", "RUN-1")
        .completes(Map.of("placeFree", true, "turnDeadline", story.in(ofHours(12))));
  }

  private void placeDenied() {
    story
        .job("take-place")
        .completes(Map.of("placeFree", false, "turnDeadline", story.in(ofHours(12))));
  }

  private void botStarted(String state) {
    story
        .job("start-bot")
        .sees("runId", "RUN-1")
        .completes(
            Map.of(
                "runState", state,
                "runDeadline", story.in(ofHours(4)),
                "runMessage", "",
                "subject", "住所変更の入力",
                "subjectPath", "/runs/RUN-1"));
  }

  private void settled(String state, boolean needsHand) {
    story
        .job("settle-run")
        .completes(
            Map.of(
                "runState",
                state,
                "runMessage",
                "3件できなかった",
                "itemsDone",
                197,
                "itemsRejected",
                3,
                "needsHand",
                needsHand,
                "staffGroups",
                List.of("staff:0310"),
                "dueAt",
                story.in(ofDays(3))));
  }
}
