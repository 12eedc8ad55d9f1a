package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.directory.Department;
import genba.directory.Directory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who may start, stop and decide about a department's automations today. Everybody in the city may
 * look.
 */
@Component
class AutomationAccess {

  private static final String DIGITAL_OFFICE = "digital-office";

  private final Directory directory;
  private final Texts texts;
  private final Clock clock;

  AutomationAccess(Directory directory, Texts texts, Clock clock) {
    this.directory = directory;
    this.texts = texts;
    this.clock = clock;
  }

  /**
   * Staff, leaders and supervisors of the department, its bureau's chief, and the digital office.
   */
  boolean mayRun(String userId, String departmentCode) {
    LocalDate today = LocalDate.now(clock);
    Set<String> groups = directory.groupsOf(userId, today);
    return groups.contains("staff:" + departmentCode) || manages(groups, departmentCode, today);
  }

  /** Leaders and supervisors of the department, its bureau's chief, and the digital office. */
  boolean mayManage(String userId, String departmentCode) {
    LocalDate today = LocalDate.now(clock);
    return manages(directory.groupsOf(userId, today), departmentCode, today);
  }

  void requireRun(String userId, String departmentCode) {
    if (!mayRun(userId, departmentCode)) {
      throw texts.refused(Reason.NOT_ALLOWED, "refused.run", name(departmentCode));
    }
  }

  void requireManage(String userId, String departmentCode) {
    if (!mayManage(userId, departmentCode)) {
      throw texts.refused(Reason.NOT_ALLOWED, "refused.manage", name(departmentCode));
    }
  }

  /** The department's name of today, or its code where it is gone. */
  String name(String departmentCode) {
    return directory
        .department(departmentCode, LocalDate.now(clock))
        .map(Department::name)
        .orElse(departmentCode);
  }

  private boolean manages(Set<String> groups, String departmentCode, LocalDate today) {
    Optional<String> bureau =
        directory.department(departmentCode, today).map(Department::bureauCode);
    return groups.contains(DIGITAL_OFFICE)
        || groups.contains("leader:" + departmentCode)
        || groups.contains("supervisor:" + departmentCode)
        || bureau.isPresent() && groups.contains("supervisor:" + bureau.get());
  }
}
