package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.Job;
import genba.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnRunGuardTest {

  private final AutomationWorld world = new AutomationWorld(TestDatabase.H2.migrated());
  private final OwnRunGuard guard = new OwnRunGuard(world.requests);

  @Test
  void aProcessActsOnItsOwnRunOnly() {
    String requested = world.requested();
    assertThat(guard.objection(job(4712, requested))).as("about to be started").isEmpty();

    String run = world.accepted();

    assertThat(guard.objection(job(4711, run))).isEmpty();
    assertThat(guard.objection(job(4712, run))).get().asString().contains("4711");
  }

  private static Job job(long process, String runId) {
    return new Job(
        1,
        "record-handwork",
        "run-bot",
        process,
        "Task_RecordHandwork",
        2,
        3,
        Map.of(),
        Map.of("runId", runId));
  }
}
