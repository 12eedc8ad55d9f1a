package genba.notice;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people chose. */
@Repository
class Preferences {

  private final JdbcClient jdbc;
  private final Clock clock;

  Preferences(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Empty where the person leaves it to the hub. */
  Optional<Preference> of(String userId) {
    return jdbc.sql("select preference from notice_preference where user_id = :user")
        .param("user", userId)
        .query((row, n) -> Preference.valueOf(row.getString(1)))
        .optional();
  }

  /** Of two clicks at once the first one's choice stands. */
  void choose(String userId, Preference preference) {
    if (write(
            "update notice_preference set preference = :preference, changed_at = :at"
                + " where user_id = :user",
            userId,
            preference)
        == 0) {
      try {
        write(
            "insert into notice_preference (user_id, preference, changed_at)"
                + " values (:user, :preference, :at)",
            userId,
            preference);
      } catch (DuplicateKeyException chosenMeanwhile) {
        // The row is there.
      }
    }
  }

  private int write(String sql, String userId, Preference preference) {
    return jdbc.sql(sql)
        .param("user", userId)
        .param("preference", preference.name())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
