package genba.gain;

/** The append-only ledger of gains. */
public interface GainLedger {

  /**
   * Writes the row in the caller's transaction. Returns false where (source, kind) has its row
   * already.
   */
  boolean record(GainEntry entry);
}
