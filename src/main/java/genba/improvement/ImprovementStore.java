package genba.improvement;

import static genba.improvement.Columns.at;
import static genba.improvement.Columns.fit;

import genba.directory.DataClass;
import genba.directory.WorkingCalendar;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The cases. Every change of stage goes through {@link #move}, which keeps it legal. */
@Repository
class ImprovementStore {

  private final JdbcClient jdbc;

  ImprovementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The next number of the fiscal year. Two first proposals of a new year may collide on the year's
   * row; the caller repeats its transaction on a duplicate key.
   */
  String nextNumber(LocalDate day) {
    int year = WorkingCalendar.fiscalYearOf(day);
    int updated =
        jdbc.sql(
                """
                update improvement_number set last_number = last_number + 1 where fiscal_year = :year
                """)
            .param("year", year)
            .update();
    if (updated == 0) {
      jdbc.sql("insert into improvement_number (fiscal_year, last_number) values (:year, 1)")
          .param("year", year)
          .update();
    }
    int number =
        jdbc.sql("select last_number from improvement_number where fiscal_year = :year")
            .param("year", year)
            .query(Integer.class)
            .single();
    return "R%d-%04d".formatted(year - 2018, number);
  }

  /**
   * Throws {@link org.springframework.dao.DuplicateKeyException} for a key that was used before.
   */
  void add(Improvement improvement, @Nullable String idempotencyKey) {
    Proposal proposal = improvement.proposal();
    jdbc.sql(
            """
            insert into improvement (id, number, parent_id, title, department_code, problem,
              kind_of_work, data_class, cases_per_year, seconds_per_case, measured_by, measured_how,
              expected_seconds_after, expected_cost_yen, reaches_other_departments, proposer_id,
              origin, stage, round, process_instance_key, idempotency_key, created_at, updated_at)
            values (:id, :number, :parent, :title, :department, :problem,
              :kind, :dataClass, :cases, :seconds, :measuredBy, :measuredHow,
              :expected, :cost, :reaches, :proposer,
              :origin, :stage, :round, :process, :key, :created, :updated)
            """)
        .param("id", improvement.id())
        .param("number", improvement.number())
        .param("parent", improvement.parentId())
        .param("title", fit(proposal.title(), 400))
        .param("department", fit(proposal.departmentCode(), 64))
        .param("problem", fit(proposal.problem(), 8000))
        .param("kind", proposal.kindOfWork().name())
        .param("dataClass", proposal.dataClass().name())
        .param("cases", proposal.casesPerYear())
        .param("seconds", proposal.secondsPerCase())
        .param("measuredBy", fit(proposal.measuredBy(), 400))
        .param("measuredHow", fit(proposal.measuredHow(), 2000))
        .param("expected", proposal.expectedSecondsAfter())
        .param("cost", proposal.expectedCostYen())
        .param("reaches", proposal.reachesOtherDepartments())
        .param("proposer", improvement.proposerId())
        .param("origin", improvement.origin().name())
        .param("stage", improvement.stage().name())
        .param("round", improvement.round())
        .param("process", improvement.processInstanceKey())
        .param("key", idempotencyKey)
        .param("created", at(improvement.createdAt()))
        .param("updated", at(improvement.updatedAt()))
        .update();
  }

  Optional<Improvement> find(String id) {
    return jdbc.sql("select * from improvement where id = :id")
        .param("id", id)
        .query(ImprovementStore::row)
        .optional();
  }

  /** Reads the case and keeps others from changing it until the caller's transaction ends. */
  Improvement lock(String id) {
    return jdbc.sql("select * from improvement where id = :id for update")
        .param("id", id)
        .query(ImprovementStore::row)
        .optional()
        .orElseThrow(() -> new UnknownImprovement(id));
  }

  Optional<Improvement> ofProcess(long processInstanceKey) {
    return jdbc.sql("select * from improvement where process_instance_key = :key")
        .param("key", processInstanceKey)
        .query(ImprovementStore::row)
        .optional();
  }

  Optional<Improvement> ofIdempotencyKey(String key) {
    return jdbc.sql("select * from improvement where idempotency_key = :key")
        .param("key", key)
        .query(ImprovementStore::row)
        .optional();
  }

  List<Improvement> childrenOf(String id) {
    return jdbc.sql("select * from improvement where parent_id = :id order by number")
        .param("id", id)
        .query(ImprovementStore::row)
        .list();
  }

  /** Cases that another may be like, the latest first: drafts and withdrawn ones left out. */
  List<Improvement> comparableTo(String id) {
    return jdbc.sql(
            """
            select * from improvement
            where id <> :id and stage not in ('DRAFT', 'WITHDRAWN')
            order by created_at desc
            fetch first 5000 rows only
            """)
        .param("id", id)
        .query(ImprovementStore::row)
        .list();
  }

  void setProposal(String id, Proposal proposal, @Nullable String proposerId, Instant now) {
    jdbc.sql(
            """
            update improvement set title = :title, department_code = :department,
              problem = :problem, kind_of_work = :kind, data_class = :dataClass,
              cases_per_year = :cases, seconds_per_case = :seconds, measured_by = :measuredBy,
              measured_how = :measuredHow, expected_seconds_after = :expected,
              expected_cost_yen = :cost, reaches_other_departments = :reaches,
              proposer_id = :proposer, updated_at = :now
            where id = :id
            """)
        .param("id", id)
        .param("title", fit(proposal.title(), 400))
        .param("department", fit(proposal.departmentCode(), 64))
        .param("problem", fit(proposal.problem(), 8000))
        .param("kind", proposal.kindOfWork().name())
        .param("dataClass", proposal.dataClass().name())
        .param("cases", proposal.casesPerYear())
        .param("seconds", proposal.secondsPerCase())
        .param("measuredBy", fit(proposal.measuredBy(), 400))
        .param("measuredHow", fit(proposal.measuredHow(), 2000))
        .param("expected", proposal.expectedSecondsAfter())
        .param("cost", proposal.expectedCostYen())
        .param("reaches", proposal.reachesOtherDepartments())
        .param("proposer", proposerId)
        .param("now", at(now))
        .update();
  }

  /**
   * Moves the case on; staying where it is is no move, and what was withdrawn stays withdrawn while
   * its process has not heard of it. Throws on an illegal move.
   */
  void move(Improvement improvement, Stage next, Instant now) {
    if (improvement.stage() == Stage.WITHDRAWN) {
      return;
    }
    if (improvement.stage() != next && !improvement.stage().canBecome(next)) {
      throw new IllegalStateException(
          "%s is %s and cannot become %s"
              .formatted(improvement.number(), improvement.stage(), next));
    }
    jdbc.sql("update improvement set stage = :stage, updated_at = :now where id = :id")
        .param("id", improvement.id())
        .param("stage", next.name())
        .param("now", at(now))
        .update();
  }

  /** Notes the process of a case that a message started. */
  void attach(String id, long processInstanceKey) {
    jdbc.sql(
            """
            update improvement set process_instance_key = :key
            where id = :id and process_instance_key is null
            """)
        .param("id", id)
        .param("key", processInstanceKey)
        .update();
  }

  void setTool(String id, Tool tool) {
    set(id, "tool", tool.name());
  }

  void setSupporter(String id, String userId) {
    set(id, "supporter_id", userId);
  }

  void setAutomation(String id, String automationId) {
    set(id, "automation_id", automationId);
  }

  private void set(String id, String column, String value) {
    jdbc.sql("update improvement set " + column + " = :value where id = :id")
        .param("id", id)
        .param("value", value)
        .update();
  }

  void setRound(String id, int round) {
    jdbc.sql("update improvement set round = :round where id = :id")
        .param("id", id)
        .param("round", round)
        .update();
  }

  void setLive(String id, Instant liveAt, Instant measureAt) {
    jdbc.sql("update improvement set live_at = :live, measure_at = :measure where id = :id")
        .param("id", id)
        .param("live", at(liveAt))
        .param("measure", at(measureAt))
        .update();
  }

  static Improvement row(ResultSet row, int number) throws SQLException {
    return new Improvement(
        row.getString("id"),
        row.getString("number"),
        row.getString("parent_id"),
        new Proposal(
            row.getString("title"),
            row.getString("department_code"),
            row.getString("problem"),
            KindOfWork.valueOf(row.getString("kind_of_work")),
            DataClass.valueOf(row.getString("data_class")),
            row.getInt("cases_per_year"),
            row.getLong("seconds_per_case"),
            row.getString("measured_by"),
            row.getString("measured_how"),
            row.getLong("expected_seconds_after"),
            row.getLong("expected_cost_yen"),
            row.getBoolean("reaches_other_departments")),
        row.getString("proposer_id"),
        Origin.valueOf(row.getString("origin")),
        Stage.valueOf(row.getString("stage")),
        row.getInt("round"),
        Columns.choiceOrNull(row, "tool", Tool.class),
        row.getString("supporter_id"),
        row.getString("automation_id"),
        row.getObject("process_instance_key", Long.class),
        Columns.instant(row, "created_at"),
        Columns.instant(row, "updated_at"),
        Columns.instantOrNull(row, "live_at"),
        Columns.instantOrNull(row, "measure_at"));
  }
}
