package genba.automation;

import genba.connector.BotTerms;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs that a bot system has taken on and does not begin: no robot is free, the machine is off. The
 * vendor's usual causes are shown, and people hear of it once; the deadline holds all the same.
 */
@Component
class PendingRuns {

  /**
   * @param checklist what to look at, may be empty
   */
  public record Overlong(Instant since, List<String> checklist) {}

  private final RunLooks looks;
  private final AutomationRepository automations;
  private final BotTerms terms;
  private final Notices notices;
  private final Directory directory;
  private final Texts texts;
  private final TransactionTemplate transactions;
  private final Clock clock;

  PendingRuns(
      RunLooks looks,
      AutomationRepository automations,
      BotTerms terms,
      Notices notices,
      Directory directory,
      Texts texts,
      TransactionTemplate transactions,
      Clock clock) {
    this.looks = looks;
    this.automations = automations;
    this.terms = terms;
    this.notices = notices;
    this.directory = directory;
    this.texts = texts;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** The run's page shows this; empty where nothing is unusual. */
  Optional<Overlong> overlong(RunRow row) {
    Instant since = row.pendingSince();
    if (since == null || row.state() != RunState.ACCEPTED) {
      return Optional.empty();
    }
    BotTerms.Pending pending = terms.pending(row.system());
    return clock.instant().isBefore(since.plus(pending.limit()))
        ? Optional.empty()
        : Optional.of(new Overlong(since, pending.checklist()));
  }

  /** The bot system says that it still has not begun. */
  void stillPending(RunRow row) {
    Instant since = row.pendingSince();
    if (since == null) {
      looks.pending(row.id(), clock.instant());
    } else if (overlong(row).isPresent()) {
      tell(row, Duration.between(since, clock.instant()));
    }
  }

  private void tell(RunRow row, Duration waited) {
    transactions.executeWithoutResult(
        _ -> {
          if (looks.pendingTold(row.id(), clock.instant())) {
            var content = automations.find(row.run().automationId()).orElseThrow().content();
            notices.tell(
                responsible(content.departmentCode()),
                new Occasion("run-pending:" + row.id(), content.name()),
                texts.of("notice.pending", content.name(), row.system(), waited.toMinutes()),
                "/runs/" + row.id());
          }
        });
  }

  /** The department's leaders, and the digital office, which knows the bots' machines. */
  private Set<String> responsible(String departmentCode) {
    LocalDate today = LocalDate.now(clock);
    Set<String> people = new LinkedHashSet<>();
    for (Role role : List.of(Role.LEADER, Role.BACKUP_LEADER)) {
      directory.holders(role, departmentCode, today).stream()
          .map(Person::userId)
          .forEach(people::add);
    }
    directory.holders(Role.DIGITAL_OFFICE, directory.digitalOfficeCode(), today).stream()
        .map(Person::userId)
        .forEach(people::add);
    return people;
  }
}
