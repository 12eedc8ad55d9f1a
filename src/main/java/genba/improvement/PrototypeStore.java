package genba.improvement;

import static genba.improvement.Columns.at;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was handed in, every version of it. */
@Repository
class PrototypeStore {

  private final JdbcClient jdbc;

  PrototypeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Prototype prototype) {
    jdbc.sql(
            """
            insert into improvement_prototype (id, improvement_id, version, round, link, environment,
              trial_cases, trial_seconds_per_case, bot_system, bot_name, note, built_by, handed_in_at)
            values (:id, :improvement, :version, :round, :link, :environment,
              :cases, :seconds, :system, :bot, :note, :by, :at)
            """)
        .param("id", prototype.id())
        .param("improvement", prototype.improvementId())
        .param("version", prototype.version())
        .param("round", prototype.round())
        .param("link", prototype.link())
        .param("environment", prototype.environment().name())
        .param("cases", prototype.trialCases())
        .param("seconds", prototype.trialSecondsPerCase())
        .param("system", prototype.botSystem())
        .param("bot", prototype.botName())
        .param("note", Columns.fit(prototype.note(), 4000))
        .param("by", prototype.builtBy())
        .param("at", at(prototype.handedInAt()))
        .update();
  }

  Optional<Prototype> latest(String improvementId) {
    return of(improvementId).stream().findFirst();
  }

  /** All hand-ins, the newest first. */
  List<Prototype> of(String improvementId) {
    return jdbc.sql(
            """
            select * from improvement_prototype where improvement_id = :improvement
            order by version desc
            """)
        .param("improvement", improvementId)
        .query(
            (row, n) ->
                new Prototype(
                    row.getString("id"),
                    row.getString("improvement_id"),
                    row.getInt("version"),
                    row.getInt("round"),
                    row.getString("link"),
                    Prototype.Environment.valueOf(row.getString("environment")),
                    row.getInt("trial_cases"),
                    row.getLong("trial_seconds_per_case"),
                    row.getString("bot_system"),
                    row.getString("bot_name"),
                    row.getString("note"),
                    row.getString("built_by"),
                    Columns.instant(row, "handed_in_at")))
        .list();
  }
}
