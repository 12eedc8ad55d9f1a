package genba.automation;

import genba.directory.Assignment;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One section with a leader, a chief and a clerk, one without a leader, and the digital office. */
final class FakeCity implements Directory {

  static final String SECTION = "0310";
  static final String WITHOUT_LEADER = "0990";

  @Override
  public Optional<Department> department(String code, LocalDate on) {
    return switch (code) {
      case SECTION -> Optional.of(section(code, "市民課", "03"));
      case WITHOUT_LEADER -> Optional.of(section(code, "監査課", "09"));
      case "03" ->
          Optional.of(new Department(code, "市民局", null, 100, LocalDate.of(2020, 4, 1), null));
      default -> Optional.empty();
    };
  }

  private static Department section(String code, String name, String bureau) {
    return new Department(code, name, bureau, 20, LocalDate.of(2020, 4, 1), null);
  }

  @Override
  public List<Department> sections(LocalDate on) {
    return List.of(section(SECTION, "市民課", "03"), section(WITHOUT_LEADER, "監査課", "09"));
  }

  @Override
  public List<Department> bureaus(LocalDate on) {
    return List.of();
  }

  @Override
  public Optional<Person> person(String userId) {
    return Optional.of(new Person(userId, "見本 " + userId, userId + "@city.example", true));
  }

  @Override
  public List<Assignment> assignmentsOf(String userId, LocalDate on) {
    return List.of();
  }

  @Override
  public List<Person> holders(Role role, String departmentCode, LocalDate on) {
    return switch (role) {
      case LEADER ->
          departmentCode.equals(SECTION) ? List.of(person("leader-0310").orElseThrow()) : List.of();
      case DIGITAL_OFFICE -> List.of(person("digital-0130").orElseThrow());
      case STAFF, BACKUP_LEADER, SUPERVISOR -> List.of();
    };
  }

  @Override
  public Set<String> groupsOf(String userId, LocalDate on) {
    return switch (userId) {
      case "leader-0310" -> Set.of("leader:0310", "staff:0310");
      case "chief-0310" -> Set.of("supervisor:0310", "staff:0310");
      case "chief-03" -> Set.of("supervisor:03");
      case "staff-0310" -> Set.of("staff:0310");
      case "digital-0130" -> Set.of("digital-office");
      default -> Set.of("staff:0990", "user:" + userId);
    };
  }

  @Override
  public String digitalOfficeCode() {
    return "0130";
  }
}
