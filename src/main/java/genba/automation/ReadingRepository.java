package genba.automation;

import genba.automation.Reading.Field;
import genba.automation.Reading.Row;
import genba.automation.Reading.State;
import genba.connector.OcrReading;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Readings and, for a while, what is doubtful in them. */
@Repository
class ReadingRepository {

  static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_NAME = 200;

  private final JdbcClient jdbc;

  ReadingRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nothing happens where it is there already. */
  void add(Reading reading) {
    jdbc.sql(
            """
            insert into reading (reference, process_instance_key, department_code, subject, document,
              connection, state, requested_at, deadline, looks, rows_read, rows_doubtful, fields_doubtful)
            select :reference, :process, :department, :subject, :document, :connection, :state,
              cast(:requestedAt as timestamp with time zone), cast(:deadline as timestamp with time zone),
              0, 0, 0, 0
            where not exists (select 1 from reading where reference = :reference)
            """)
        .param("reference", reading.reference())
        .param("process", reading.processInstanceKey())
        .param("department", reading.departmentCode())
        .param("subject", Rows.shortened(reading.subject(), 200))
        .param("document", reading.document())
        .param("connection", reading.connection())
        .param("state", reading.state().name())
        .param("requestedAt", Rows.at(reading.requestedAt()))
        .param("deadline", Rows.at(reading.deadline()))
        .update();
  }

  Optional<Reading> find(String reference) {
    return jdbc.sql("select * from reading where reference = :reference")
        .param("reference", reference)
        .query(ReadingRepository::reading)
        .optional();
  }

  void looked(String reference) {
    jdbc.sql("update reading set looks = looks + 1 where reference = :reference")
        .param("reference", reference)
        .update();
  }

  /** False where it had left that state before. */
  boolean move(String reference, State from, State to) {
    return jdbc.sql("update reading set state = :to where reference = :reference and state = :from")
            .param("reference", reference)
            .param("from", from.name())
            .param("to", to.name())
            .update()
        == 1;
  }

  /** Keeps the counts, and the rows a person must look at. */
  void keep(String reference, OcrReading read) {
    int rows = 0;
    int fields = 0;
    for (OcrReading.Row row : read.rows()) {
      if (row.isDoubtful()) {
        rows++;
        for (int column = 0; column < row.fields().size(); column++) {
          OcrReading.Field field = row.fields().get(column);
          fields += field.doubtful() ? 1 : 0;
          keep(reference, row.number(), column, field);
        }
      }
    }
    jdbc.sql(
            """
            update reading set rows_read = :read, rows_doubtful = :rows, fields_doubtful = :fields
            where reference = :reference
            """)
        .param("read", read.rows().size())
        .param("rows", rows)
        .param("fields", fields)
        .param("reference", reference)
        .update();
  }

  private void keep(String reference, int row, int column, OcrReading.Field field) {
    jdbc.sql(
            """
            insert into reading_field (reference, row_no, column_no, name, read_text, confidence, doubtful)
            values (:reference, :row, :column, :name, :text, :confidence, :doubtful)
            """)
        .param("reference", reference)
        .param("row", row)
        .param("column", column)
        .param("name", Rows.shortened(field.name(), LONGEST_NAME))
        .param("text", Rows.shortened(field.text(), LONGEST_TEXT))
        .param("confidence", field.confidence(), java.sql.Types.DOUBLE)
        .param("doubtful", field.doubtful())
        .update();
  }

  /** The rows with a doubtful field, in order. */
  List<Row> rows(String reference) {
    Map<Integer, List<Field>> rows = new LinkedHashMap<>();
    jdbc.sql("select * from reading_field where reference = :reference order by row_no, column_no")
        .param("reference", reference)
        .query(ReadingRepository::field)
        .list()
        .forEach(field -> rows.computeIfAbsent(field.row(), _ -> new ArrayList<>()).add(field));
    return rows.entrySet().stream()
        .map(row -> new Row(row.getKey(), List.copyOf(row.getValue())))
        .toList();
  }

  void check(String reference, Field field, String text) {
    jdbc.sql(
            """
            update reading_field set checked_text = :text
            where reference = :reference and row_no = :row and column_no = :column and doubtful
            """)
        .param("text", text)
        .param("reference", reference)
        .param("row", field.row())
        .param("column", field.column())
        .update();
  }

  int unchecked(String reference) {
    return jdbc.sql(
            """
            select count(*) from reading_field
            where reference = :reference and doubtful and checked_text is null
            """)
        .param("reference", reference)
        .query(Integer.class)
        .single();
  }

  /** Null: somebody has changed something since. */
  void checked(String reference, @Nullable String by, @Nullable Instant at) {
    jdbc.sql(
            """
            update reading set checked_by = :by, checked_at = cast(:at as timestamp with time zone)
            where reference = :reference
            """)
        .param("by", by)
        .param("at", Rows.atOrNull(at))
        .param("reference", reference)
        .update();
  }

  void handedOver(String reference, State state, Instant at) {
    jdbc.sql("update reading set state = :state, handed_over_at = :at where reference = :reference")
        .param("state", state.name())
        .param("at", Rows.at(at))
        .param("reference", reference)
        .update();
  }

  /** Erases what was read of readings handed over, or asked for and left lying, before then. */
  int erase(Instant handedOverBefore, Instant requestedBefore, Instant now) {
    List<String> due =
        jdbc.sql(
                """
                select reference from reading where erased_at is null
                  and (handed_over_at < :handedOver or requested_at < :requested)
                """)
            .param("handedOver", Rows.at(handedOverBefore))
            .param("requested", Rows.at(requestedBefore))
            .query(String.class)
            .list();
    for (String reference : due) {
      jdbc.sql("delete from reading_field where reference = :reference")
          .param("reference", reference)
          .update();
      jdbc.sql("update reading set erased_at = :now where reference = :reference")
          .param("now", Rows.at(now))
          .param("reference", reference)
          .update();
    }
    return due.size();
  }

  private static Reading reading(ResultSet row, int number) throws SQLException {
    return new Reading(
        row.getString("reference"),
        row.getLong("process_instance_key"),
        row.getString("department_code"),
        row.getString("subject"),
        row.getString("document"),
        row.getString("connection"),
        State.valueOf(row.getString("state")),
        Rows.instant(row, "requested_at"),
        Rows.instant(row, "deadline"),
        row.getInt("looks"),
        row.getInt("rows_read"),
        row.getInt("rows_doubtful"),
        row.getInt("fields_doubtful"),
        row.getString("checked_by"),
        Rows.instantOrNull(row, "checked_at"),
        Rows.instantOrNull(row, "handed_over_at"),
        Rows.instantOrNull(row, "erased_at"));
  }

  private static Field field(ResultSet row, int number) throws SQLException {
    double confidence = row.getDouble("confidence");
    boolean unknown = row.wasNull();
    return new Field(
        row.getInt("row_no"),
        row.getInt("column_no"),
        row.getString("name"),
        row.getString("read_text"),
        unknown ? null : Double.valueOf(confidence),
        row.getBoolean("doubtful"),
        row.getString("checked_text"));
  }
}
