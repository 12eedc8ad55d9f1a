package genba.improvement;

import static genba.improvement.Columns.at;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Scores of the triage, and the similar cases found with them. */
@Repository
class ScoreStore {

  private final JdbcClient jdbc;

  ScoreStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(String improvementId, Score score) {
    jdbc.sql(
            """
            insert into improvement_score (id, improvement_id, effort_score, benefit_score, tool,
              tool_reason, scored_at)
            values (:id, :improvement, :effort, :benefit, :tool, :reason, :at)
            """)
        .param("id", score.id())
        .param("improvement", improvementId)
        .param("effort", score.effort())
        .param("benefit", score.benefit())
        .param("tool", score.tool().name())
        .param("reason", Columns.fit(score.toolReason(), 2000))
        .param("at", at(score.at()))
        .update();
    addTerms(score.id(), "EFFORT", score.effortTerms());
    addTerms(score.id(), "BENEFIT", score.benefitTerms());
  }

  private void addTerms(String scoreId, String dimension, List<Score.Term> terms) {
    for (int i = 0; i < terms.size(); i++) {
      Score.Term term = terms.get(i);
      jdbc.sql(
              """
              insert into improvement_score_term (score_id, dimension, position, term, points, reason)
              values (:score, :dimension, :position, :term, :points, :reason)
              """)
          .param("score", scoreId)
          .param("dimension", dimension)
          .param("position", i)
          .param("term", Columns.fit(term.term(), 400))
          .param("points", term.points())
          .param("reason", Columns.fit(term.reason(), 2000))
          .update();
    }
  }

  /** The latest score. */
  Optional<Score> latest(String improvementId) {
    return jdbc.sql(
            """
            select * from improvement_score where improvement_id = :improvement
            order by seq desc fetch first 1 rows only
            """)
        .param("improvement", improvementId)
        .query(
            (row, n) -> {
              String id = row.getString("id");
              return new Score(
                  id,
                  row.getInt("effort_score"),
                  row.getInt("benefit_score"),
                  terms(id, "EFFORT"),
                  terms(id, "BENEFIT"),
                  Tool.valueOf(row.getString("tool")),
                  row.getString("tool_reason"),
                  Columns.instant(row, "scored_at"));
            })
        .optional();
  }

  private List<Score.Term> terms(String scoreId, String dimension) {
    return jdbc.sql(
            """
            select * from improvement_score_term
            where score_id = :score and dimension = :dimension order by position
            """)
        .param("score", scoreId)
        .param("dimension", dimension)
        .query(
            (row, n) ->
                new Score.Term(
                    row.getString("term"), row.getInt("points"), row.getString("reason")))
        .list();
  }

  /** Puts these in the place of what was found before. */
  void setSimilar(String improvementId, List<Similar> found) {
    jdbc.sql("delete from improvement_similar where improvement_id = :improvement")
        .param("improvement", improvementId)
        .update();
    for (int i = 0; i < found.size(); i++) {
      jdbc.sql(
              """
              insert into improvement_similar (improvement_id, position, similar_id, percent)
              values (:improvement, :position, :similar, :percent)
              """)
          .param("improvement", improvementId)
          .param("position", i)
          .param("similar", found.get(i).improvement().id())
          .param("percent", found.get(i).percent())
          .update();
    }
  }

  List<Similar> similarTo(String improvementId) {
    return jdbc.sql(
            """
            select i.*, s.percent from improvement_similar s
            join improvement i on i.id = s.similar_id
            where s.improvement_id = :improvement order by s.position
            """)
        .param("improvement", improvementId)
        .query((row, n) -> new Similar(ImprovementStore.row(row, n), row.getInt("percent")))
        .list();
  }
}
