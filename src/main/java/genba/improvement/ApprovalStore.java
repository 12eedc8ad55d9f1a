package genba.improvement;

import static genba.improvement.Columns.at;

import genba.improvement.Decision.Capacity;
import genba.improvement.Decision.NextStep;
import genba.improvement.Decision.Refusal;
import genba.improvement.Decision.SendBackTo;
import genba.improvement.Decision.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Opened stages and every attempt to decide them. */
@Repository
class ApprovalStore {

  private final JdbcClient jdbc;

  ApprovalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void open(Approval approval) {
    jdbc.sql(
            """
            insert into improvement_approval (id, improvement_id, prototype_version, stage_index,
              stage, reason, last_stage, opened_at, remind_at, escalate_at)
            values (:id, :improvement, :version, :index, :stage, :reason, :last,
              :opened, :remind, :escalate)
            """)
        .param("id", approval.id())
        .param("improvement", approval.improvementId())
        .param("version", approval.prototypeVersion())
        .param("index", approval.stageIndex())
        .param("stage", approval.stage().name())
        .param("reason", Columns.fit(approval.reason(), 2000))
        .param("last", approval.last())
        .param("opened", at(approval.openedAt()))
        .param("remind", at(approval.remindAt()))
        .param("escalate", at(approval.escalateAt()))
        .update();
  }

  Optional<Approval> find(String id) {
    return jdbc.sql("select * from improvement_approval where id = :id")
        .param("id", id)
        .query(ApprovalStore::approval)
        .optional();
  }

  /** Stages in the order in which they were opened. */
  List<Approval> of(String improvementId) {
    return jdbc.sql(
            """
            select * from improvement_approval where improvement_id = :improvement
            order by prototype_version, stage_index
            """)
        .param("improvement", improvementId)
        .query(ApprovalStore::approval)
        .list();
  }

  /** The stage opened last. */
  Optional<Approval> latest(String improvementId) {
    List<Approval> all = of(improvementId);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  void markEscalated(String approvalId, Instant at) {
    jdbc.sql(
            """
            update improvement_approval set escalated_at = :at
            where id = :id and escalated_at is null
            """)
        .param("id", approvalId)
        .param("at", at(at))
        .update();
  }

  void add(Decision decision) {
    jdbc.sql(
            """
            insert into improvement_decision (id, improvement_id, approval_id, stage, round,
              person_id, decision, send_back_to, reason, capacity, refusal, next_step, next_index,
              notice, decided_at)
            values (:id, :improvement, :approval, :stage, :round,
              :person, :decision, :back, :reason, :capacity, :refusal, :step, :index, :notice, :at)
            """)
        .param("id", decision.id())
        .param("improvement", decision.improvementId())
        .param("approval", decision.approvalId())
        .param("stage", decision.stage().name())
        .param("round", decision.round())
        .param("person", decision.personId())
        .param("decision", decision.verdict().name())
        .param("back", name(decision.sendBackTo()))
        .param("reason", Columns.fit(decision.reason(), 4000))
        .param("capacity", name(decision.capacity()))
        .param("refusal", name(decision.refusal()))
        .param("step", decision.nextStep().name())
        .param("index", decision.nextIndex())
        .param("notice", Columns.fit(decision.notice(), 2000))
        .param("at", at(decision.at()))
        .update();
  }

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  Optional<Decision> decision(String id) {
    return jdbc.sql("select * from improvement_decision where id = :id")
        .param("id", id)
        .query(ApprovalStore::decision)
        .optional();
  }

  /** All attempts, the oldest first. */
  List<Decision> decisionsOf(String improvementId) {
    return jdbc.sql(
            """
            select * from improvement_decision where improvement_id = :improvement order by seq
            """)
        .param("improvement", improvementId)
        .query(ApprovalStore::decision)
        .list();
  }

  private static Approval approval(ResultSet row, int number) throws SQLException {
    return new Approval(
        row.getString("id"),
        row.getString("improvement_id"),
        row.getInt("prototype_version"),
        row.getInt("stage_index"),
        ApprovalStage.valueOf(row.getString("stage")),
        row.getString("reason"),
        row.getBoolean("last_stage"),
        Columns.instant(row, "opened_at"),
        Columns.instant(row, "remind_at"),
        Columns.instant(row, "escalate_at"),
        Columns.instantOrNull(row, "escalated_at"));
  }

  private static Decision decision(ResultSet row, int number) throws SQLException {
    return new Decision(
        row.getString("id"),
        row.getString("improvement_id"),
        row.getString("approval_id"),
        ApprovalStage.valueOf(row.getString("stage")),
        row.getInt("round"),
        row.getString("person_id"),
        Verdict.valueOf(row.getString("decision")),
        Columns.choiceOrNull(row, "send_back_to", SendBackTo.class),
        row.getString("reason"),
        Columns.choiceOrNull(row, "capacity", Capacity.class),
        Columns.choiceOrNull(row, "refusal", Refusal.class),
        NextStep.valueOf(row.getString("next_step")),
        row.getInt("next_index"),
        row.getString("notice"),
        Columns.instant(row, "decided_at"));
  }
}
