package genba.improvement;

import static genba.improvement.Columns.at;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The end of each round. */
@Repository
class MeasurementStore {

  private final JdbcClient jdbc;

  MeasurementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Measurement measurement) {
    jdbc.sql(
            """
            insert into improvement_measurement (id, improvement_id, round, planned_seconds,
              actual_seconds, reported_seconds, comment_text, next_action, person_id, measured_at)
            values (:id, :improvement, :round, :planned, :actual, :reported, :comment, :next,
              :person, :at)
            """)
        .param("id", measurement.id())
        .param("improvement", measurement.improvementId())
        .param("round", measurement.round())
        .param("planned", measurement.plannedSeconds())
        .param("actual", measurement.actualSeconds())
        .param("reported", measurement.reportedSeconds())
        .param("comment", Columns.fit(measurement.comment(), 4000))
        .param("next", measurement.nextAction().name())
        .param("person", measurement.personId())
        .param("at", at(measurement.at()))
        .update();
  }

  /** All rounds, the oldest first. */
  List<Measurement> of(String improvementId) {
    return jdbc.sql(
            """
            select * from improvement_measurement where improvement_id = :improvement
            order by measured_at, round
            """)
        .param("improvement", improvementId)
        .query(
            (row, n) ->
                new Measurement(
                    row.getString("id"),
                    row.getString("improvement_id"),
                    row.getInt("round"),
                    row.getLong("planned_seconds"),
                    row.getLong("actual_seconds"),
                    row.getLong("reported_seconds"),
                    row.getString("comment_text"),
                    Measurement.NextAction.valueOf(row.getString("next_action")),
                    row.getString("person_id"),
                    Columns.instant(row, "measured_at")))
        .list();
  }
}
