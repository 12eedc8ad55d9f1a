package genba.automation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Calls whose outcome is not known: those under way, and those a killed hub left behind. */
@Repository
class UnclearCalls {

  private final JdbcClient jdbc;

  UnclearCalls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param toldAt when a person was told to look; null: nobody was
   */
  record UnclearCall(
      String reference, String connector, Instant askedAt, @Nullable Instant toldAt) {}

  /** Before the call: whatever happens to this program, it is known that the call may be out. */
  void asking(String reference, String connector, Instant now) {
    int changed =
        jdbc.sql(
                """
                update unclear_call set asked_at = :now, told_at = null
                where reference = :reference
                """)
            .param("reference", reference)
            .param("now", at(now))
            .update();
    if (changed == 0) {
      jdbc.sql(
              """
              insert into unclear_call (reference, connector, asked_at)
              values (:reference, :connector, :now)
              """)
          .param("reference", reference)
          .param("connector", connector)
          .param("now", at(now))
          .update();
    }
  }

  Optional<UnclearCall> find(String reference) {
    return jdbc.sql("select * from unclear_call where reference = :reference")
        .param("reference", reference)
        .query(UnclearCalls::row)
        .optional();
  }

  void told(String reference, Instant now) {
    jdbc.sql("update unclear_call set told_at = :now where reference = :reference")
        .param("reference", reference)
        .param("now", at(now))
        .update();
  }

  /** The outcome is known. */
  void clear(String reference) {
    jdbc.sql("delete from unclear_call where reference = :reference")
        .param("reference", reference)
        .update();
  }

  private static UnclearCall row(ResultSet row, int number) throws SQLException {
    OffsetDateTime told = row.getObject("told_at", OffsetDateTime.class);
    return new UnclearCall(
        row.getString("reference"),
        row.getString("connector"),
        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
        told == null ? null : told.toInstant());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
