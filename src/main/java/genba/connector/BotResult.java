package genba.connector;

/**
 * What a bot did with one item.
 *
 * @param item the item's own number (受付番号), never a person's name
 * @param reason why it was rejected or not reached, for the person who takes over; else empty
 */
public record BotResult(String item, Outcome outcome, String reason) {

  /** Decided per item; a run can succeed with rejected items. */
  public enum Outcome {
    DONE,
    REJECTED,
    NOT_REACHED
  }
}
