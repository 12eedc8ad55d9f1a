package genba.improvement;

import genba.directory.Assignment;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Candidate groups of the process models, and the people in them. */
@Component
class Groups {

  static final String DIGITAL_OFFICE = "digital-office";

  private final Directory directory;

  Groups(Directory directory) {
    this.directory = directory;
  }

  static String leader(String departmentCode) {
    return "leader:" + departmentCode;
  }

  static String supervisor(String departmentCode) {
    return "supervisor:" + departmentCode;
  }

  static String staff(String departmentCode) {
    return "staff:" + departmentCode;
  }

  static String user(String userId) {
    return "user:" + userId;
  }

  boolean has(String userId, String group, LocalDate on) {
    return directory.groupsOf(userId, on).contains(group);
  }

  boolean isDigitalOffice(String userId, LocalDate on) {
    return directory.assignmentsOf(userId, on).stream()
        .anyMatch(a -> a.role() == Role.DIGITAL_OFFICE || isItsSupervisor(a));
  }

  private boolean isItsSupervisor(Assignment assignment) {
    return assignment.role() == Role.SUPERVISOR
        && assignment.departmentCode().equals(directory.digitalOfficeCode());
  }

  /** Departments where the person is leader or backup leader on that day. */
  List<String> ledBy(String userId, LocalDate on) {
    return directory.assignmentsOf(userId, on).stream()
        .filter(a -> a.role() == Role.LEADER || a.role() == Role.BACKUP_LEADER)
        .map(Assignment::departmentCode)
        .distinct()
        .toList();
  }

  /** User ids of everybody in the groups on that day, without repetition. */
  List<String> members(Collection<String> groups, LocalDate on) {
    return groups.stream().flatMap(g -> members(g, on).stream()).distinct().toList();
  }

  private List<String> members(String group, LocalDate on) {
    int colon = group.indexOf(':');
    String kind = colon < 0 ? group : group.substring(0, colon);
    String of = colon < 0 ? directory.digitalOfficeCode() : group.substring(colon + 1);
    return switch (kind) {
      case "user" -> List.of(of);
      case "leader" -> holders(of, on, Role.LEADER, Role.BACKUP_LEADER);
      case "supervisor" -> holders(of, on, Role.SUPERVISOR);
      case "staff" -> holders(of, on, Role.STAFF, Role.LEADER, Role.BACKUP_LEADER);
      case DIGITAL_OFFICE -> holders(of, on, Role.DIGITAL_OFFICE);
      default -> List.of();
    };
  }

  List<String> holders(String departmentCode, LocalDate on, Role... roles) {
    List<String> userIds = new ArrayList<>();
    for (Role role : roles) {
      directory.holders(role, departmentCode, on).stream()
          .map(Person::userId)
          .forEach(userIds::add);
    }
    return userIds;
  }
}
