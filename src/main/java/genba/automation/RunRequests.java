package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.Automations.State;
import genba.automation.Runs.Priority;
import genba.automation.Runs.Run;
import genba.automation.Runs.Trigger;
import genba.engine.EngineMessage;
import genba.engine.EngineOutbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks for runs and stops them. The row and the message that starts its process are one commit:
 * what was asked for is not lost, and the same request is one run however often it arrives.
 */
@Service
class RunRequests implements Runs {

  private static final Duration REQUESTED_TIME_TO_LIVE = Duration.ofDays(1);
  private static final int INPUTS = 20;

  private final RunRepository runs;
  private final AutomationRepository automations;
  private final EngineOutbox outbox;
  private final RunLife life;
  private final AutomationAccess access;
  private final Texts texts;
  private final TransactionTemplate transactions;
  private final Clock clock;

  RunRequests(
      RunRepository runs,
      AutomationRepository automations,
      EngineOutbox outbox,
      RunLife life,
      AutomationAccess access,
      Texts texts,
      TransactionTemplate transactions,
      Clock clock) {
    this.runs = runs;
    this.automations = automations;
    this.outbox = outbox;
    this.life = life;
    this.access = access;
    this.texts = texts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * A person's click. Refused while an earlier run goes on: bots rarely bear a second one beside
   * them.
   */
  Run manual(String automationId, String userId, String formKey) {
    access.requireRun(userId, automation(automationId).content().departmentCode());
    requireKey(formKey);
    String key = "manual:" + automationId + ":" + userId + ":" + formKey;
    return request(automationId, Trigger.MANUAL, userId, key, Map.of(), null);
  }

  /**
   * Another system's or Power Automate's request.
   *
   * @param idempotencyKey the caller's own key: repeated, it gives the same run
   * @param input texts the bot gets, at most 20 with names like variables
   * @param priority null: the automation's
   */
  Run api(
      String automationId,
      String userId,
      String idempotencyKey,
      Map<String, String> input,
      @Nullable Priority priority) {
    access.requireRun(userId, automation(automationId).content().departmentCode());
    requireKey(idempotencyKey);
    boolean plain =
        input.size() <= INPUTS
            && input.entrySet().stream()
                .allMatch(
                    entry ->
                        entry.getKey().matches("[A-Za-z_][A-Za-z0-9_]{0,39}")
                            && entry.getValue() != null
                            && entry.getValue().length() <= 300
                            && entry.getValue().chars().noneMatch(Character::isISOControl));
    if (!plain) {
      throw texts.refused(Reason.INVALID, "refused.input", INPUTS);
    }
    String key = "api:" + automationId + ":" + userId + ":" + idempotencyKey;
    return request(automationId, Trigger.API, userId, key, input, priority);
  }

  private void requireKey(String key) {
    if (key.isBlank() || key.length() > 100) {
      throw texts.refused(Reason.INVALID, "refused.idempotencyKey");
    }
  }

  /** The clock's request: one per automation and due time, whichever replica is the first. */
  Run scheduled(String automationId, LocalDateTime due) {
    return request(
        automationId,
        Trigger.SCHEDULE,
        automationId,
        scheduleKey(automationId, due),
        Map.of(),
        null);
  }

  static String scheduleKey(String automationId, LocalDateTime due) {
    return "schedule:" + automationId + ":" + due;
  }

  /** A trial run; its process is started by the caller. */
  Run trial(String automationId, String requestKey) {
    return request(
        automationId,
        Trigger.TRIAL,
        automationId,
        "trial:" + automationId + ":" + requestKey,
        Map.of(),
        null);
  }

  private Run request(
      String automationId,
      Trigger trigger,
      String by,
      String key,
      Map<String, String> input,
      @Nullable Priority priority) {
    return transactions.execute(
        _ -> {
          // The lock comes first: of two clicks at once the second must see the first one's run.
          var row =
              automations
                  .lock(automationId)
                  .orElseThrow(
                      () -> texts.refused(Reason.NOT_FOUND, "refused.unknown", automationId));
          return runs.findByKey(key)
              .map(RunRow::run)
              .orElseGet(() -> requestNew(row, trigger, by, key, input, priority));
        });
  }

  private Run requestNew(
      AutomationRepository.Row row,
      Trigger trigger,
      String by,
      String key,
      Map<String, String> input,
      @Nullable Priority priority) {
    String automationId = row.id();
    if (!row.automation().hasBot()) {
      throw texts.refused(Reason.WRONG_STATE, "refused.noBot", row.content().name());
    }
    boolean runnable =
        trigger == Trigger.TRIAL ? row.state() != State.RETIRED : row.state() == State.LIVE;
    if (!runnable) {
      throw texts.refused(Reason.WRONG_STATE, "refused.state", Texts.word("state." + row.state()));
    }
    if (trigger == Trigger.MANUAL && runs.unfinished(automationId).isPresent()) {
      throw texts.refused(Reason.WRONG_STATE, "refused.stillRunning");
    }
    String id = UUID.randomUUID().toString();
    Instant now = clock.instant();
    runs.insert(
        id,
        automationId,
        trigger,
        by,
        key,
        input,
        Objects.requireNonNull(row.content().system()),
        Objects.requireNonNullElse(row.content().bot(), ""),
        priority == null ? row.priority() : priority,
        now);
    if (trigger != Trigger.TRIAL) {
      outbox.publish(
          new EngineMessage(
              "run-requested",
              id,
              id,
              REQUESTED_TIME_TO_LIVE,
              Map.of("runId", id, "trial", false, "subject", row.content().name())));
    }
    return runs.find(id).orElseThrow().run();
  }

  /**
   * A person stops a run: at once while no bot works on it, else at the poller's next look. Nothing
   * happens where it has ended.
   */
  void cancel(String runId, String userId) {
    RunRow row = row(runId);
    access.requireRun(userId, automation(row.run().automationId()).content().departmentCode());
    cancel(row, userId);
  }

  /** Stops what goes on of an automation that is no longer wanted, a withdrawn trial say. */
  void cancelAll(String automationId) {
    runs.goingOn(automationId).forEach(run -> cancel(run, RunEvent.HUB));
  }

  private void cancel(RunRow row, String userId) {
    boolean ended =
        row.state() == RunState.REQUESTED
            && life.end(row, RunState.CANCELLED, null, texts.of("run.cancelled"), userId, false);
    if (!ended) {
      runs.requestCancel(row.id(), userId, clock.instant());
    }
  }

  RunRow row(String runId) {
    return runs.find(runId)
        .orElseThrow(() -> texts.refused(Reason.NOT_FOUND, "refused.unknownRun", runId));
  }

  @Override
  public Optional<Run> find(String runId) {
    return runs.find(runId).map(RunRow::run);
  }

  @Override
  public List<Run> ofAutomation(String automationId, int limit) {
    return runs.ofAutomation(automationId, limit).stream().map(RunRow::run).toList();
  }

  @Override
  public List<Run> ofImprovement(String improvementId, int limit) {
    return runs.ofImprovement(improvementId, limit).stream().map(RunRow::run).toList();
  }

  @Override
  public List<Run> latest(int limit) {
    return runs.latest(limit).stream().map(RunRow::run).toList();
  }

  private AutomationRepository.Row automation(String automationId) {
    return automations
        .find(automationId)
        .orElseThrow(() -> texts.refused(Reason.NOT_FOUND, "refused.unknown", automationId));
  }
}
