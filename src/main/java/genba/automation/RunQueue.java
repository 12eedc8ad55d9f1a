package genba.automation;

import static genba.automation.Rows.at;

import genba.connector.BotTerms;
import genba.connector.BotTerms.Limits;
import genba.engine.EngineMessage;
import genba.engine.EngineOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Places at bots: a bot's licence runs one job at a time, a system only so many. Who waits stands
 * in the table, and whoever holds the system's row hands its places out, by priority and age, so
 * any number of replicas may try.
 */
@Component
class RunQueue {

  /** Long enough for a process that reaches its receive task late. */
  private static final Duration TURN_TIME_TO_LIVE = Duration.ofDays(1);

  private static final String FIRST_FIRST =
      "case priority when 'HIGH' then 0 when 'NORMAL' then 1 else 2 end, requested_at, id";

  /**
   * Why a run waits.
   *
   * @param position from 1 among those that wait for the same bot
   * @param busy runs of the same bot that go on
   * @param busyInSystem runs of the whole system that go on
   */
  public record Waiting(String runId, int position, int busy, int busyInSystem, Limits limits) {

    /** Whether the bot itself is taken; else it is its system that has no place left. */
    public boolean isBotBusy() {
      return busy >= limits.perBot();
    }
  }

  private record Queued(String id, String bot) {}

  private final JdbcClient jdbc;
  private final EngineOutbox outbox;
  private final BotTerms terms;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final Set<String> lanes = ConcurrentHashMap.newKeySet();

  RunQueue(
      JdbcClient jdbc,
      EngineOutbox outbox,
      BotTerms terms,
      TransactionTemplate transactions,
      Clock clock) {
    this.jdbc = jdbc;
    this.outbox = outbox;
    this.terms = terms;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Asks for a place. Where there is none the run waits, and its process hears {@code run-turn}
   * when one is free.
   *
   * @return whether the run has a place, or needs none any more
   */
  boolean take(RunRow run, long processInstanceKey) {
    openLane(run.system());
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              lock(run.system());
              Instant now = clock.instant();
              jdbc.sql(
                      """
                      update run set process_instance_key = coalesce(process_instance_key, :process),
                        queued_at = coalesce(queued_at, :now)
                      where id = :id and state = 'REQUESTED'
                      """)
                  .param("process", processInstanceKey)
                  .param("now", at(now))
                  .param("id", run.id())
                  .update();
              handOut(run.system(), now, run.id());
              return jdbc.sql(
                          """
                          select count(*) from run
                          where id = :id and state = 'REQUESTED' and placed_at is null
                          """)
                      .param("id", run.id())
                      .query(Integer.class)
                      .single()
                  == 0;
            }));
  }

  /** Takes the system's row for the rest of the transaction. Comes before any change of a run. */
  void lock(String system) {
    var unused =
        jdbc.sql("select bot_system from bot_lane where bot_system = :system for update")
            .param("system", system)
            .query(String.class)
            .optional();
  }

  /** Gives free places to those who wait, in the caller's transaction, which has the lock. */
  void handOut(String system) {
    handOut(system, clock.instant(), null);
  }

  /** The run's process goes on, because it has a place or because it was stopped. */
  void tellTurn(String runId) {
    outbox.publish(
        new EngineMessage("run-turn", runId, runId + ":turn", TURN_TIME_TO_LIVE, Map.of()));
  }

  /** Bot systems for which runs wait. */
  List<String> systemsWithWaiting() {
    return jdbc.sql(
            """
            select distinct bot_system from run
            where state = 'REQUESTED' and queued_at is not null and placed_at is null
            """)
        .query(String.class)
        .list();
  }

  /** Where a run stands in the queue; empty where it does not wait. */
  Optional<Waiting> waiting(RunRow run) {
    return run.isWaiting()
        ? waitingFor(run.system(), run.bot()).stream()
            .filter(each -> each.runId().equals(run.id()))
            .findFirst()
        : Optional.empty();
  }

  /** Who waits for a bot, the next one first. */
  List<Waiting> waitingFor(String system, String bot) {
    List<String> ids =
        queued(system).stream().filter(each -> each.bot().equals(bot)).map(Queued::id).toList();
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> busy = busy(system);
    int inSystem = busy.values().stream().mapToInt(Integer::intValue).sum();
    Limits limits = terms.limits(system);
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new Waiting(ids.get(i), i + 1, busy.getOrDefault(bot, 0), inSystem, limits))
        .toList();
  }

  /**
   * @param alreadyThere the run whose process asks at this moment and needs no message
   */
  private void handOut(String system, Instant now, @Nullable String alreadyThere) {
    List<Queued> queued = queued(system);
    if (queued.isEmpty()) {
      return;
    }
    Limits limits = terms.limits(system);
    Map<String, Integer> busy = new HashMap<>(busy(system));
    int inSystem = busy.values().stream().mapToInt(Integer::intValue).sum();
    for (Queued next : queued) {
      if (inSystem >= limits.perSystem()) {
        return;
      }
      if (busy.getOrDefault(next.bot(), 0) < limits.perBot() && place(next.id(), now)) {
        busy.merge(next.bot(), 1, Integer::sum);
        inSystem++;
        if (!next.id().equals(alreadyThere)) {
          tellTurn(next.id());
        }
      }
    }
  }

  private boolean place(String id, Instant now) {
    return jdbc.sql(
                """
                update run set placed_at = :now
                where id = :id and state = 'REQUESTED' and placed_at is null
                """)
            .param("now", at(now))
            .param("id", id)
            .update()
        == 1;
  }

  private List<Queued> queued(String system) {
    return jdbc.sql(
            """
            select id, bot from run
            where bot_system = :system and state = 'REQUESTED' and queued_at is not null and placed_at is null
            order by %s
            """
                .formatted(FIRST_FIRST))
        .param("system", system)
        .query((row, number) -> new Queued(row.getString("id"), row.getString("bot")))
        .list();
  }

  /** Places that are taken, by bot. */
  private Map<String, Integer> busy(String system) {
    Map<String, Integer> busy = new HashMap<>();
    jdbc.sql(
            """
            select bot, count(*) as runs from run
            where bot_system = :system
              and (state in ('ACCEPTED', 'RUNNING') or (state = 'REQUESTED' and placed_at is not null))
            group by bot
            """)
        .param("system", system)
        .query(
            row -> {
              busy.put(row.getString("bot"), row.getInt("runs"));
            });
    return busy;
  }

  private void openLane(String system) {
    if (!lanes.add(system)) {
      return;
    }
    try {
      jdbc.sql(
              """
              insert into bot_lane (bot_system)
              select :system where not exists (select 1 from bot_lane where bot_system = :system)
              """)
          .param("system", system)
          .update();
    } catch (DuplicateKeyException openedMeanwhile) {
      // Another replica's row is as good.
    }
  }
}
