package genba.improvement;

import genba.directory.Assignment;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small city: the section 市民課 (0310) in 市民局 (03), 税務課 (0320) without a leader, and the digital
 * office (0130).
 */
class FakeDirectory implements Directory {

  private final List<Assignment> assignments = new ArrayList<>();

  FakeDirectory() {
    for (String section : List.of("0310", "0320")) {
      assign("staff-" + section, Role.STAFF, section);
      assign("chief-" + section, Role.SUPERVISOR, section);
    }
    assign("leader-0310", Role.LEADER, "0310");
    assign("backup-0310", Role.BACKUP_LEADER, "0310");
    assign("chief-03", Role.SUPERVISOR, "03");
    assign("digital-0130", Role.DIGITAL_OFFICE, "0130");
    assign("chief-0130", Role.SUPERVISOR, "0130");
  }

  final void assign(String userId, Role role, String departmentCode) {
    assignments.add(new Assignment(userId, role, departmentCode));
  }

  /** The person leaves all posts. */
  void leave(String userId) {
    assignments.removeIf(a -> a.userId().equals(userId));
  }

  @Override
  public Optional<Department> department(String code, LocalDate on) {
    return switch (code) {
      case "03" -> Optional.of(department("03", "市民局", null));
      case "01" -> Optional.of(department("01", "総合政策局", null));
      case "0310" -> Optional.of(department("0310", "市民課", "03"));
      case "0320" -> Optional.of(department("0320", "税務課", "03"));
      case "0130" -> Optional.of(department("0130", "デジタル行政戦略課", "01"));
      default -> Optional.empty();
    };
  }

  private static Department department(
      String code, String name, @org.jspecify.annotations.Nullable String bureau) {
    return new Department(code, name, bureau, 20, LocalDate.of(2020, 4, 1), null);
  }

  @Override
  public List<Department> sections(LocalDate on) {
    return List.of("0130", "0310", "0320").stream()
        .flatMap(code -> department(code, on).stream())
        .toList();
  }

  @Override
  public List<Department> bureaus(LocalDate on) {
    return List.of("01", "03").stream().flatMap(code -> department(code, on).stream()).toList();
  }

  @Override
  public Optional<Person> person(String userId) {
    return userId.matches("[a-z]+-\\d+")
        ? Optional.of(new Person(userId, "山田 " + userId, userId + "@example.lg.jp", true))
        : Optional.empty();
  }

  @Override
  public List<Assignment> assignmentsOf(String userId, LocalDate on) {
    return assignments.stream().filter(a -> a.userId().equals(userId)).toList();
  }

  @Override
  public List<Person> holders(Role role, String departmentCode, LocalDate on) {
    return assignments.stream()
        .filter(a -> a.role() == role && a.departmentCode().equals(departmentCode))
        .flatMap(a -> person(a.userId()).stream())
        .toList();
  }

  @Override
  public Set<String> groupsOf(String userId, LocalDate on) {
    Set<String> groups = new LinkedHashSet<>(List.of("user:" + userId));
    for (Assignment assignment : assignmentsOf(userId, on)) {
      groups.add(assignment.group());
      groups.add("staff:" + assignment.departmentCode());
    }
    return groups;
  }

  @Override
  public String digitalOfficeCode() {
    return "0130";
  }
}
