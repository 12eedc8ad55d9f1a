package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

class JobHandlersTest {

  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

  @Test
  void aHandlerIsAskedOnlyWhereNoGuardObjects() throws Exception {
    beans.registerSingleton("worker", new CountWorker());
    var found = JobHandlers.of(beans).get("count");
    assertThat(found).isNotNull();
    var handler = JobHandlers.guarded(List.of(new NothingNegative()), found);

    assertThat(handler.handle(job(7))).isEqualTo(JobResult.done(Map.of("next", 8L)));
    assertThat(handler.handle(job(-7))).isEqualTo(new JobResult.Incident("-7 is negative"));
  }

  @Test
  void oneTypeHasOneHandler() {
    beans.registerSingleton("worker", new CountWorker());
    beans.registerSingleton("twin", new CountWorker());

    assertThatIllegalStateException()
        .isThrownBy(() -> JobHandlers.of(beans))
        .withMessageContaining("'count'");
  }

  private static Job job(long number) {
    return new Job(
        1, "count", "process", 2, "Task_Count", 3, 3, Map.of(), Map.of("number", number));
  }

  static class CountWorker {

    @HandlesJob("count")
    JobResult count(Job job) {
      return JobResult.done(Map.of("next", job.numberOr("number", 0) + 1));
    }
  }

  static class NothingNegative implements JobGuard {

    @Override
    public Optional<String> objection(Job job) {
      long number = job.numberOr("number", 0);
      return number < 0 ? Optional.of(number + " is negative") : Optional.empty();
    }
  }
}
