package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.automation.Automations.NewAutomation;
import genba.directory.DataClass;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainReport;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A run of the real sample robot, from the request to the ledger; the test stands in for the
 * engine.
 */
@AutomationHub
class RobotRunTest {

  @Autowired private AutomationService service;
  @Autowired private RunRequests requests;
  @Autowired private RunBotWorker worker;
  @Autowired private GainReport gains;

  @Test
  void theRobotsRunIsFollowedToItsEndAndCountsOnce() {
    String improvement = UUID.randomUUID().toString();
    String automation =
        service
            .register(
                improvement,
                new NewAutomation(
                    improvement,
                    "0310",
                    "電子申請の転記",
                    "RPA",
                    "robot-framework",
                    "e-application-register",
                    DataClass.PERSONAL,
                    300,
                    20))
            .id();
    service.goLive(automation);
    String run = requests.manual(automation, "staff-0310", "1").id();

    var start = AutomationWorld.job("start-bot", 3, Map.of("runId", run));
    assertThat(RunStartTest.done(worker.startBot(start))).containsEntry("runState", "ACCEPTED");
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> requests.find(run).orElseThrow().state().isFinal());

    var settle = AutomationWorld.job("settle-run", 3, Map.of("runId", run));
    Map<String, Object> outcome = RunStartTest.done(worker.settleRun(settle));
    worker.settleRun(settle);
    assertThat(outcome)
        .containsEntry("runState", "SUCCEEDED")
        .containsEntry("itemsDone", 193)
        .containsEntry("itemsRejected", 7)
        .containsEntry("needsHand", true);
    assertThat(gains.entriesOf(improvement))
        .singleElement()
        .satisfies(entry -> assertThat(entry.kind()).isEqualTo(GainKind.MEASURED))
        .extracting(GainEntry::seconds)
        .isEqualTo(193L * 280);
  }
}
