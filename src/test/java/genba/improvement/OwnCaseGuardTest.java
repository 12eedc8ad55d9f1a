package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.Job;
import genba.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnCaseGuardTest {

  private final City city = new City(TestDatabase.H2);
  private final OwnCaseGuard guard = new OwnCaseGuard(city.improvements);

  @Test
  void aProcessActsOnItsOwnCaseOnly() {
    Improvement improvement = city.proposed("staff-0310");
    assertThat(guard.objection(job(77, improvement.id()))).as("not started yet").isEmpty();

    city.improvements.attach(improvement.id(), 77);

    assertThat(guard.objection(job(77, improvement.id()))).isEmpty();
    assertThat(guard.objection(job(78, improvement.id()))).get().asString().contains("77");
    assertThat(guard.objection(job(78, ""))).as("about to be registered").isEmpty();
  }

  private static Job job(long process, String improvementId) {
    return new Job(
        1,
        "record-proposal",
        "improvement-lifecycle",
        process,
        "Task_RecordProposal",
        2,
        3,
        Map.of(),
        Map.of("improvementId", improvementId));
  }
}
