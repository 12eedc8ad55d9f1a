package genba.gain;

/** Why a ledger row was written. */
public enum GainKind {
  /** 計画: what the approved proposal promises for a year. */
  PLANNED,
  /** 実測: what one run saved. */
  MEASURED,
  /** 手作業: what people spent on the rows a bot left; negative. */
  HANDWORK,
  /** 申告: what a leader reports where nothing can be measured. */
  REPORTED,
  /** 訂正: reverses an earlier row. */
  CORRECTION
}
