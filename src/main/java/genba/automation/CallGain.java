package genba.automation;

import genba.automation.Automations.NewAutomation;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainLedger;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The gain of a call that a task of any process makes for an automation: a bot that answers at once
 * needs no run of its own to count.
 */
@Component
class CallGain {

  private static final int MOST_ITEMS = 1_000_000;

  private final AutomationRepository automations;
  private final GainLedger ledger;
  private final Texts texts;
  private final Clock clock;

  CallGain(AutomationRepository automations, GainLedger ledger, Texts texts, Clock clock) {
    this.automations = automations;
    this.ledger = ledger;
    this.texts = texts;
    this.clock = clock;
  }

  /** The automation a call counts for, empty where there is none of this id. */
  Optional<NewAutomation> automation(String id) {
    return automations.find(id).map(AutomationRepository.Row::content);
  }

  /**
   * Writes the row in the caller's transaction, once per reference.
   *
   * @param items cases the call has done
   */
  void record(String automationId, NewAutomation automation, String reference, long items) {
    int done = (int) Math.clamp(items, 0, MOST_ITEMS);
    long perItem = automation.baselineSeconds() - automation.residualSeconds();
    ledger.record(
        new GainEntry(
            reference,
            GainKind.MEASURED,
            automation.departmentCode(),
            automation.improvementId(),
            automationId,
            LocalDate.now(clock),
            done,
            Math.multiplyExact(done, perItem),
            0,
            automationId,
            texts.of(
                "gain.called", done, automation.baselineSeconds(), automation.residualSeconds()),
            Math.multiplyExact(done, automation.baselineSeconds())));
  }
}
