package genba.gain;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Adds rows. There is no statement here, and must be none, that changes or deletes one. */
@Component
class JdbcGainLedger implements GainLedger {

  private static final int LONGEST_EVIDENCE = 1000;

  private final JdbcClient jdbc;
  private final TransactionTemplate savepoint;
  private final Clock clock;

  JdbcGainLedger(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.clock = clock;
  }

  @Override
  public boolean record(GainEntry entry) {
    return insert(entry, null);
  }

  /**
   * Takes a row back by a {@link GainKind#CORRECTION} row with the opposite figures, on the day of
   * the correction.
   *
   * @return false where there is no such row or it was taken back before
   */
  boolean reverse(String sourceId, GainKind kind, LocalDate day, String enteredBy, String reason) {
    return find(sourceId, kind)
        .map(wrong -> insert(reversal(wrong, day, enteredBy, reason), wrong))
        .orElse(false);
  }

  private static GainEntry reversal(
      GainEntry wrong, LocalDate day, String enteredBy, String reason) {
    return new GainEntry(
        wrong.sourceId() + "/" + wrong.kind(),
        GainKind.CORRECTION,
        wrong.departmentCode(),
        wrong.improvementId(),
        wrong.automationId(),
        day,
        -wrong.items(),
        -wrong.seconds(),
        -wrong.yen(),
        enteredBy,
        reason,
        -wrong.baselineSeconds());
  }

  private Optional<GainEntry> find(String sourceId, GainKind kind) {
    return jdbc.sql("select * from gain_entry where source_id = :source and kind = :kind")
        .param("source", sourceId)
        .param("kind", kind.name())
        .query(JdbcGainReport::entryRow)
        .optional();
  }

  /** The savepoint keeps the caller's transaction usable where the row turns out to exist. */
  private boolean insert(GainEntry entry, @Nullable GainEntry reversed) {
    try {
      savepoint.executeWithoutResult(status -> write(entry, reversed));
      return true;
    } catch (DuplicateKeyException written) {
      return false;
    }
  }

  private void write(GainEntry entry, @Nullable GainEntry reversed) {
    jdbc.sql(
            """
            insert into gain_entry
              (source_id, kind, department_code, improvement_id, automation_id, counts_on, items,
               seconds, baseline_seconds, yen, entered_by, evidence, reversed_source_id,
               reversed_kind, recorded_at)
            values
              (:source, :kind, :department, :improvement, :automation, :day, :items,
               :seconds, :baseline, :yen, :enteredBy, :evidence, :reversedSource,
               :reversedKind, :at)
            """)
        .param("source", entry.sourceId())
        .param("kind", entry.kind().name())
        .param("department", entry.departmentCode())
        .param("improvement", entry.improvementId())
        .param("automation", entry.automationId())
        .param("day", entry.day())
        .param("items", entry.items())
        .param("seconds", entry.seconds())
        .param("baseline", entry.baselineSeconds())
        .param("yen", entry.yen())
        .param("enteredBy", entry.enteredBy())
        .param("evidence", shortened(entry.evidence()))
        .param("reversedSource", reversed == null ? null : reversed.sourceId())
        .param("reversedKind", reversed == null ? null : reversed.kind().name())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private static String shortened(String evidence) {
    return evidence.length() <= LONGEST_EVIDENCE
        ? evidence
        : evidence.substring(0, LONGEST_EVIDENCE);
  }
}
