package genba.directory;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads and writes the directory's rows of all times. Nothing is ever deleted: people and
 * departments end.
 */
@Component
class DirectoryStore {

  private final JdbcClient jdbc;

  DirectoryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean isEmpty() {
    return jdbc.sql("select count(*) from department").query(Long.class).single() == 0;
  }

  DirectoryContent content() {
    return DirectoryContent.of(departments(), people(), assignments());
  }

  List<DepartmentPeriod> departments() {
    return jdbc.sql("select * from department order by code, valid_from")
        .query(
            (row, number) ->
                new DepartmentPeriod(
                    JdbcDirectory.departmentRow(row, number), row.getString("successor_code")))
        .list();
  }

  List<Person> people() {
    return jdbc.sql("select * from person order by user_id").query(JdbcDirectory::personRow).list();
  }

  List<AssignmentPeriod> assignments() {
    return jdbc.sql("select * from assignment order by user_id, valid_from, role, department_code")
        .query(
            (row, number) ->
                new AssignmentPeriod(
                    JdbcDirectory.assignmentRow(row, number),
                    row.getObject("valid_from", LocalDate.class),
                    JdbcDirectory.day(row, "valid_to")))
        .list();
  }

  void put(DepartmentPeriod row) {
    Department department = row.department();
    int updated =
        jdbc.sql(
                """
                update department set name = :name, bureau_code = :bureau, head_count = :heads,
                  valid_to = :validTo, successor_code = :successor
                where code = :code and valid_from = :validFrom
                """)
            .param("name", department.name())
            .param("bureau", department.bureauCode())
            .param("heads", department.headCount())
            .param("validTo", department.validTo())
            .param("successor", row.successorCode())
            .param("code", department.code())
            .param("validFrom", department.validFrom())
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              insert into department
                (code, valid_from, valid_to, name, bureau_code, head_count, successor_code)
              values (:code, :validFrom, :validTo, :name, :bureau, :heads, :successor)
              """)
          .param("code", department.code())
          .param("validFrom", department.validFrom())
          .param("validTo", department.validTo())
          .param("name", department.name())
          .param("bureau", department.bureauCode())
          .param("heads", department.headCount())
          .param("successor", row.successorCode())
          .update();
    }
  }

  void put(Person person) {
    int updated =
        jdbc.sql(
                """
                update person set name = :name, email = :email, sample = :sample
                where user_id = :userId
                """)
            .param("name", person.name())
            .param("email", person.email())
            .param("sample", person.sample())
            .param("userId", person.userId())
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              insert into person (user_id, name, email, sample)
              values (:userId, :name, :email, :sample)
              """)
          .param("userId", person.userId())
          .param("name", person.name())
          .param("email", person.email())
          .param("sample", person.sample())
          .update();
    }
  }

  void put(AssignmentPeriod row) {
    Assignment assignment = row.assignment();
    int updated =
        jdbc.sql(
                """
                update assignment set valid_to = :validTo
                where user_id = :userId and department_code = :department and role = :role
                  and valid_from = :validFrom
                """)
            .param("validTo", row.validTo())
            .param("userId", assignment.userId())
            .param("department", assignment.departmentCode())
            .param("role", assignment.role().name())
            .param("validFrom", row.validFrom())
            .update();
    if (updated == 0) {
      jdbc.sql(
              """
              insert into assignment (user_id, department_code, role, valid_from, valid_to)
              values (:userId, :department, :role, :validFrom, :validTo)
              """)
          .param("userId", assignment.userId())
          .param("department", assignment.departmentCode())
          .param("role", assignment.role().name())
          .param("validFrom", row.validFrom())
          .param("validTo", row.validTo())
          .update();
    }
  }

  void recordImport(String id, Instant at, String by, int added, int changed) {
    jdbc.sql(
            """
            insert into directory_import (id, imported_at, imported_by, added, changed)
            values (:id, :at, :by, :added, :changed)
            """)
        .param("id", id)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("by", by)
        .param("added", added)
        .param("changed", changed)
        .update();
  }
}
