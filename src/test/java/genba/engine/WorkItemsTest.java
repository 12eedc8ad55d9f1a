package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.HumanTasks.CompletedTask;
import genba.testing.TestDatabase;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The work list, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class WorkItemsTest {
  private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
  private static final URI TASKLIST = URI.create("http://localhost:8080");

  private static final URI START_PAGE = URI.create("http://localhost:8080/tasklist");

  private final FakeTasklist tasklist = new FakeTasklist();
  private final WorkItems items;

  WorkItemsTest(TestDatabase database) {
    Clock clock = Clock.fixed(NOW, ZoneId.of("Asia/Tokyo"));
    items =
        new WorkItems(
            new WorkItemRepository(TestDatabase.client(database.migrated()), clock),
            tasklist,
            ModelFolder.read("src/test/resources/genba/engine/models"),
            new EngineAddresses(TASKLIST, TASKLIST, TASKLIST),
            TestProperties.local(),
            clock);
  }

  @Test
  void anOpenedItemIsSeenByItsGroupsWithItsLabel() {
    items.open(job(1, Map.of("dueAt", "2026-04-08T17:15:00+09:00")));

    assertThat(items.openFor(List.of("leader:0310")))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.label()).isEqualTo("内容を確認する");
              assertThat(item.subject()).isEqualTo("転入届の入力");
              assertThat(item.subjectPath()).isEqualTo("/improvements/imp-1");
              assertThat(item.candidateGroups())
                  .containsExactlyInAnyOrder("leader:0310", "user:taro");
              assertThat(item.openedAt()).isEqualTo(NOW);
              assertThat(item.dueAt()).isEqualTo("2026-04-08T08:15:00Z");
            });
    assertThat(items.openFor(List.of("leader:0320"))).isEmpty();
    assertThat(items.openFor(List.of())).isEmpty();
    assertThat(items.openOf(100)).hasSize(1);
  }

  @Test
  void aRepeatedJobOpensNothingTwice() {
    items.open(job(1, Map.of()));
    assertThat(items.open(job(1, Map.of()))).isEqualTo(JobResult.done());

    assertThat(items.openOf(100)).hasSize(1);
  }

  @Test
  void aLocalDueTimeIsTheCitysAndAWrongOneIsLeftOut() {
    items.open(job(1, Map.of("dueAt", "2026-04-08T17:15:00")));
    items.open(job(2, Map.of("dueAt", "soon")));

    assertThat(items.openOf(100))
        .extracting(WorkItem::dueAt)
        .containsExactly(Instant.parse("2026-04-08T08:15:00Z"), null);
  }

  @Test
  void anItemThatNobodyWouldSeeNeedsAnOperator() {
    assertThat(items.open(job(1, Map.of("candidateGroups", List.of()))))
        .isInstanceOf(JobResult.Incident.class);
  }

  @Test
  void closingWaitsUntilTasklistKnowsWhoCompletedIt() {
    items.open(job(1, Map.of()));
    assertThat(items.close(job(1, Map.of()))).isInstanceOf(JobResult.Later.class);
    assertThat(items.openOf(100)).hasSize(1);

    tasklist.completed.add(new CompletedTask("7001", "taro", NOW.plusSeconds(1)));
    assertThat(items.close(job(1, Map.of())))
        .isEqualTo(JobResult.done(Map.of("completedBy", "taro")));
    assertThat(items.openOf(100)).isEmpty();
  }

  @Test
  void aRepeatedCloseGivesTheSameAnswer() {
    items.open(job(1, Map.of()));
    tasklist.completed.add(new CompletedTask("7001", "taro", NOW));
    items.close(job(1, Map.of()));
    tasklist.completed.add(new CompletedTask("7002", "hanako", NOW));

    assertThat(items.close(job(1, Map.of())))
        .isEqualTo(JobResult.done(Map.of("completedBy", "taro")));
  }

  @Test
  void eachRoundTakesItsOwnCompletion() {
    items.open(job(1, Map.of()));
    tasklist.completed.add(new CompletedTask("7001", "taro", NOW));
    items.close(job(1, Map.of()));

    items.open(job(2, Map.of()));
    assertThat(items.close(job(2, Map.of()))).isInstanceOf(JobResult.Later.class);
    tasklist.completed.add(new CompletedTask("7002", "hanako", NOW));
    assertThat(items.close(job(2, Map.of())))
        .isEqualTo(JobResult.done(Map.of("completedBy", "hanako")));
  }

  @Test
  void aTaskFromLongBeforeTheItemIsNotItsCompletion() {
    items.open(job(1, Map.of()));
    tasklist.completed.add(new CompletedTask("6999", "taro", NOW.minusSeconds(3600)));

    assertThat(items.close(job(1, Map.of()))).isInstanceOf(JobResult.Later.class);
  }

  @Test
  void aTaskCompletedPastTasklistHasNobody() {
    items.open(job(1, Map.of()));
    tasklist.completed.add(new CompletedTask("7001", null, NOW));

    assertThat(items.close(job(1, Map.of()))).isEqualTo(JobResult.done(Map.of("completedBy", "")));
  }

  @Test
  void aSilentTasklistIsAskedAgain() {
    items.open(job(1, Map.of()));
    tasklist.silent = true;

    assertThat(items.close(job(1, Map.of()))).isInstanceOf(JobResult.Later.class);
    assertThat(items.taskPage(1)).isEqualTo(START_PAGE);
  }

  @Test
  void anInterruptedInstanceLeavesNothingOpen() {
    items.open(job(1, Map.of()));
    items.open(job(2, Map.of()));

    items.closeAllOf(100);
    items.closeAllOf(100);

    assertThat(items.openOf(100)).isEmpty();
    assertThat(items.openFor(List.of("leader:0310"))).isEmpty();
  }

  @Test
  void theLinkLeadsToTheTaskOrToTasklistsStart() {
    items.open(job(1, Map.of()));
    assertThat(items.taskPage(1)).isEqualTo(START_PAGE);
    assertThat(items.taskPage(99)).isEqualTo(START_PAGE);

    tasklist.open = Optional.of("7001");
    assertThat(items.taskPage(1)).isEqualTo(URI.create("http://localhost:8080/tasklist/7001"));
  }

  private static Job job(long elementInstanceKey, Map<String, Object> more) {
    Map<String, Object> variables =
        new HashMap<>(
            Map.of(
                "candidateGroups",
                List.of("leader:0310", "user:taro", "leader:0310"),
                "subject",
                "転入届の入力",
                "subjectPath",
                "/improvements/imp-1"));
    variables.putAll(more);
    return new Job(
        elementInstanceKey + 5000,
        "open-work-item",
        "listened",
        100,
        "Task_Confirm",
        elementInstanceKey,
        3,
        Map.of(),
        variables);
  }

  private static final class FakeTasklist implements HumanTasks {
    final List<CompletedTask> completed = new ArrayList<>();
    Optional<String> open = Optional.empty();
    boolean silent;

    @Override
    public List<CompletedTask> completed(long processInstanceKey, String elementId) {
      answer();
      return completed;
    }

    @Override
    public Optional<String> openTask(long processInstanceKey, String elementId) {
      answer();
      return open;
    }

    private void answer() {
      if (silent) {
        throw new TasklistException("silent", null);
      }
    }
  }
}
