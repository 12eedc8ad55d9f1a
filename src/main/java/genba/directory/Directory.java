package genba.directory;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Departments and people on a given day. */
public interface Directory {

  /** The department under its name of that day; empty where it did not exist then. */
  Optional<Department> department(String code, LocalDate on);

  /**
   * The department's name of that day for display: of a department that has ended its last name,
   * the code itself where nobody ever knew it.
   */
  default String nameOn(String code, LocalDate on) {
    return department(code, on).map(Department::name).orElse(code);
  }

  /** Sections of that day, by code. */
  List<Department> sections(LocalDate on);

  /** Bureaus of that day, by code. */
  List<Department> bureaus(LocalDate on);

  Optional<Person> person(String userId);

  /** Roles of a person on that day. */
  List<Assignment> assignmentsOf(String userId, LocalDate on);

  /** People who hold the role in the department on that day, by user id. */
  List<Person> holders(Role role, String departmentCode, LocalDate on);

  /**
   * Candidate groups a person works for on that day, {@code user:<user id>} among them. Supervisors
   * and leaders also get the {@code staff} group of their departments.
   */
  Set<String> groupsOf(String userId, LocalDate on);

  /** The code of the department that is the digital office. */
  String digitalOfficeCode();
}
