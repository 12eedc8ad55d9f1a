package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.AutomationRepository.Event;
import genba.automation.AutomationRepository.Row;
import genba.automation.Runs.Priority;
import genba.connector.Connector;
import genba.connector.ConnectorCatalogue;
import genba.directory.DataClass;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The register of automations: what is live, paused or retired, and when it runs. */
@Service
class AutomationService implements Automations {

  private final AutomationRepository automations;
  private final RunRequests requests;
  private final RunSchedule schedule;
  private final ConnectorCatalogue catalogue;
  private final AutomationAccess access;
  private final Texts texts;
  private final TransactionTemplate transactions;
  private final Clock clock;

  AutomationService(
      AutomationRepository automations,
      RunRequests requests,
      RunSchedule schedule,
      ConnectorCatalogue catalogue,
      AutomationAccess access,
      Texts texts,
      TransactionTemplate transactions,
      Clock clock) {
    this.automations = automations;
    this.requests = requests;
    this.schedule = schedule;
    this.catalogue = catalogue;
    this.access = access;
    this.texts = texts;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public Automation register(String registrationKey, NewAutomation automation) {
    return transactions.execute(
        _ ->
            automations
                .findByKey(registrationKey)
                .map(Row::automation)
                .orElseGet(() -> registerNew(registrationKey, automation)));
  }

  private Automation registerNew(String registrationKey, NewAutomation content) {
    if (content.system() != null) {
      refusal(content.system(), content.dataClass())
          .ifPresent(
              refused -> {
                throw refused;
              });
    }
    String id = UUID.randomUUID().toString();
    automations.insert(id, registrationKey, content, clock.instant());
    automations.record(id, new Event(clock.instant(), RunEvent.HUB, State.TRIAL.name(), ""));
    return automations.find(id).orElseThrow().automation();
  }

  @Override
  public Optional<String> whyNot(String system, DataClass dataClass) {
    return refusal(system, dataClass).map(Throwable::getMessage);
  }

  /**
   * Rule: what an artefact touches may travel only through a connector that says it may carry it.
   */
  private Optional<AutomationRefused> refusal(String system, DataClass dataClass) {
    Connector connector =
        catalogue.connectors().stream()
            .filter(known -> known.name().equals(system + "-start-run"))
            .findFirst()
            .orElse(null);
    if (connector == null) {
      return Optional.of(texts.refused(Reason.INVALID, "refused.system", system));
    }
    if (connector.problem() != null) {
      return Optional.of(
          texts.refused(Reason.INVALID, "refused.connector", system, connector.problem()));
    }
    if (!connector.dataClasses().contains(dataClass.name())) {
      return Optional.of(
          texts.refused(
              Reason.INVALID,
              "refused.dataClass",
              connector.title(),
              Texts.word("dataClass." + dataClass),
              String.join(
                  "、",
                  connector.dataClasses().stream()
                      .map(name -> texts.of("dataClass." + name))
                      .toList())));
    }
    return Optional.empty();
  }

  @Override
  public String requestTrialRun(String automationId, String requestKey) {
    return requests.trial(automationId, requestKey).id();
  }

  @Override
  public void goLive(String automationId) {
    Row row = automation(automationId);
    switch (row.state()) {
      case TRIAL -> move(row, State.LIVE, RunEvent.HUB);
      case LIVE, PAUSED -> {} // Said before.
      case RETIRED ->
          throw texts.refused(Reason.WRONG_STATE, "refused.retired", row.content().name());
    }
  }

  @Override
  public void retire(String automationId) {
    Row row = automation(automationId);
    if (row.state() != State.RETIRED) {
      move(row, State.RETIRED, RunEvent.HUB);
    }
    if (row.state() == State.TRIAL) {
      requests.cancelAll(automationId); // Nobody waits for the trial any more.
    }
  }

  /**
   * A person pauses it: no new runs; what runs now goes on. Nothing happens where it is paused
   * already.
   */
  void pause(String automationId, String userId) {
    moveBy(automationId, userId, State.LIVE, State.PAUSED);
  }

  /** A person lets it run again. Times of day that passed meanwhile are not made up for. */
  void resume(String automationId, String userId) {
    moveBy(automationId, userId, State.PAUSED, State.LIVE);
  }

  /** A person takes it out of use for good. */
  void retire(String automationId, String userId) {
    Row row = automation(automationId);
    access.requireManage(userId, row.content().departmentCode());
    if (row.state() != State.RETIRED) {
      move(row, State.RETIRED, userId);
    }
  }

  /** Sets which of the waiting runs go first; runs that were asked for before keep theirs. */
  void prioritise(String automationId, String userId, Priority priority) {
    Row row = automation(automationId);
    access.requireManage(userId, row.content().departmentCode());
    if (row.priority() == priority) {
      return;
    }
    transactions.executeWithoutResult(
        _ -> {
          automations.prioritise(automationId, priority);
          automations.record(
              automationId, new Event(clock.instant(), userId, "PRIORITY", priority.name()));
        });
  }

  @Override
  public Optional<Automation> find(String automationId) {
    return automations.find(automationId).map(Row::automation);
  }

  @Override
  public List<Automation> ofImprovement(String improvementId) {
    return automations.ofImprovement(improvementId).stream().map(Row::automation).toList();
  }

  private void moveBy(String automationId, String userId, State from, State to) {
    Row row = automation(automationId);
    access.requireManage(userId, row.content().departmentCode());
    if (row.state() == to) {
      return;
    }
    if (row.state() != from) {
      throw texts.refused(Reason.WRONG_STATE, "refused.state", Texts.word("state." + row.state()));
    }
    // What came up while it was in the state it leaves is settled by that state.
    schedule.look(row);
    move(row, to, userId);
  }

  private void move(Row row, State to, String actor) {
    transactions.executeWithoutResult(
        _ -> {
          Instant now = clock.instant();
          if (!automations.move(row.id(), row.state(), to, now)) {
            throw texts.refused(Reason.WRONG_STATE, "refused.faster");
          }
          automations.record(row.id(), new Event(now, actor, to.name(), ""));
        });
  }

  Row automation(String automationId) {
    return automations
        .find(automationId)
        .orElseThrow(() -> texts.refused(Reason.NOT_FOUND, "refused.unknown", automationId));
  }
}
