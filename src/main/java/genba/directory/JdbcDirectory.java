package genba.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the directory afresh each time: an import on one replica is seen by all. */
@Component
class JdbcDirectory implements Directory {

  private static final String IN_FORCE =
      " valid_from <= :on and (valid_to is null or valid_to >= :on) ";

  private final JdbcClient jdbc;
  private final DirectoryProperties properties;

  JdbcDirectory(JdbcClient jdbc, DirectoryProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  @Override
  public Optional<Department> department(String code, LocalDate on) {
    return jdbc.sql("select * from department where code = :code and" + IN_FORCE)
        .param("code", code)
        .param("on", on)
        .query(JdbcDirectory::departmentRow)
        .optional();
  }

  @Override
  public String nameOn(String code, LocalDate on) {
    return jdbc.sql(
            """
            select name from department where code = :code
            order by case when valid_from <= :on then 0 else 1 end, valid_from desc
            fetch first 1 rows only
            """)
        .param("code", code)
        .param("on", on)
        .query(String.class)
        .optional()
        .orElse(code);
  }

  @Override
  public List<Department> sections(LocalDate on) {
    return departments("bureau_code is not null", on);
  }

  @Override
  public List<Department> bureaus(LocalDate on) {
    return departments("bureau_code is null", on);
  }

  private List<Department> departments(String which, LocalDate on) {
    return jdbc.sql("select * from department where " + which + " and" + IN_FORCE + "order by code")
        .param("on", on)
        .query(JdbcDirectory::departmentRow)
        .list();
  }

  @Override
  public Optional<Person> person(String userId) {
    return jdbc.sql("select * from person where user_id = :userId")
        .param("userId", userId)
        .query(JdbcDirectory::personRow)
        .optional();
  }

  @Override
  public List<Assignment> assignmentsOf(String userId, LocalDate on) {
    return jdbc.sql(
            "select * from assignment where user_id = :userId and"
                + IN_FORCE
                + "order by department_code, role")
        .param("userId", userId)
        .param("on", on)
        .query(JdbcDirectory::assignmentRow)
        .list();
  }

  @Override
  public List<Person> holders(Role role, String departmentCode, LocalDate on) {
    return jdbc.sql(
            """
            select p.user_id, p.name, p.email, p.sample
            from person p join assignment a on a.user_id = p.user_id
            where a.role = :role and a.department_code = :department
              and a.valid_from <= :on and (a.valid_to is null or a.valid_to >= :on)
            order by p.user_id
            """)
        .param("role", role.name())
        .param("department", departmentCode)
        .param("on", on)
        .query(JdbcDirectory::personRow)
        .list();
  }

  @Override
  public Set<String> groupsOf(String userId, LocalDate on) {
    Set<String> groups = new TreeSet<>();
    groups.add("user:" + userId);
    for (Assignment assignment : assignmentsOf(userId, on)) {
      groups.add(assignment.group());
      if (worksAsStaff(assignment, on)) {
        groups.add("staff:" + assignment.departmentCode());
      }
    }
    return groups;
  }

  /** A bureau chief decides, but does not do the sections' work by hand. */
  private boolean worksAsStaff(Assignment assignment, LocalDate on) {
    return switch (assignment.role()) {
      case STAFF, LEADER, BACKUP_LEADER -> true;
      case SUPERVISOR ->
          department(assignment.departmentCode(), on).filter(d -> !d.isBureau()).isPresent();
      case DIGITAL_OFFICE -> false;
    };
  }

  @Override
  public String digitalOfficeCode() {
    return properties.digitalOffice();
  }

  static Department departmentRow(ResultSet row, int number) throws SQLException {
    return new Department(
        row.getString("code"),
        row.getString("name"),
        row.getString("bureau_code"),
        row.getInt("head_count"),
        row.getObject("valid_from", LocalDate.class),
        day(row, "valid_to"));
  }

  static Person personRow(ResultSet row, int number) throws SQLException {
    return new Person(
        row.getString("user_id"),
        row.getString("name"),
        row.getString("email"),
        row.getBoolean("sample"));
  }

  static Assignment assignmentRow(ResultSet row, int number) throws SQLException {
    return new Assignment(
        row.getString("user_id"),
        Role.valueOf(row.getString("role")),
        row.getString("department_code"));
  }

  static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }
}
