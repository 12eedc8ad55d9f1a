package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What bots return is understood however their system wraps it. */
class BotReportTest {

  @Test
  void outputsMayBeMissingNullEmptyOrTextThatIsNoJson() {
    for (Object outputs : new Object[] {null, Map.of(), "{}", "", "all done", "[1]"}) {
      BotReport report = report(outputs);
      assertThat(report.done()).as("%s", outputs).isZero();
      assertThat(report.state()).isEqualTo(RunState.SUCCEEDED);
    }
  }

  @Test
  void countsAreReadFromAMapOrFromJson() {
    assertThat(report(Map.of("itemsDone", 190, "itemsRejected", "10")))
        .extracting(BotReport::done, BotReport::rejected)
        .containsExactly(190, 10);
    assertThat(report("{\"itemsDone\": 7, \"itemsNotReached\": 2, \"message\": \"half\"}"))
        .extracting(BotReport::done, BotReport::notReached, BotReport::message)
        .containsExactly(7, 2, "half");
    assertThat(report(Map.of("itemsDone", new BigDecimal("3.0"))).done()).isEqualTo(3);
  }

  @Test
  void whatTheSystemSaysItselfCountsBeforeTheBotsOutputs() {
    Map<String, Object> output = new HashMap<>();
    output.put("state", "FAILED");
    output.put("itemsDone", 5);
    output.put("itemsRejected", null);
    output.put("outputs", Map.of("itemsDone", 6, "itemsRejected", 4));
    BotReport report = BotReport.of(output);

    assertThat(report).extracting(BotReport::done, BotReport::rejected).containsExactly(5, 4);
  }

  @Test
  void aRunThatHasNotBegunIsAccepted() {
    assertThat(BotReport.of(Map.of("state", "PENDING", "key", "job-1")))
        .extracting(BotReport::state, BotReport::key)
        .containsExactly(RunState.ACCEPTED, "job-1");
    assertThat(BotReport.of(Map.of("state", "UNKNOWN"))).isNull();
    assertThat(BotReport.of(Map.of())).isNull();
  }

  private static BotReport report(@Nullable Object outputs) {
    Map<String, Object> output = new HashMap<>();
    output.put("state", "SUCCEEDED");
    output.put("outputs", outputs);
    BotReport report = BotReport.of(output);
    assertThat(report).isNotNull();
    return report;
  }
}
