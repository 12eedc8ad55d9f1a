package genba.web;

import genba.directory.Assignment;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import genba.directory.Role;
import genba.directory.WorkingCalendar;
import genba.engine.WorkList;
import genba.gain.GainReport;
import genba.gain.GainReport.DepartmentGain;
import genba.notice.Notices;
import genba.web.Home.City;
import genba.web.Home.Saved;
import genba.web.Home.StageCount;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What waits for me, how my department does, and the way to a new proposal. */
@Controller
class HomePage {

  private static final int NOTICES_SHOWN = 5;

  private final Directory directory;
  private final WorkList workList;
  private final GainReport gains;
  private final Notices notices;
  private final Clock clock;

  HomePage(Directory directory, WorkList workList, GainReport gains, Notices notices, Clock clock) {
    this.directory = directory;
    this.workList = workList;
    this.gains = gains;
    this.notices = notices;
    this.clock = clock;
  }

  @GetMapping("/")
  String home(Principal who, Model model) {
    model.addAttribute("home", of(who.getName()));
    return "web/home";
  }

  private Home of(String userId) {
    LocalDate today = LocalDate.now(clock);
    int fiscalYear = WorkingCalendar.fiscalYearOf(today);
    List<Assignment> roles = directory.assignmentsOf(userId, today);
    Department department = departmentOf(roles, today).orElse(null);
    boolean digitalOffice = roles.stream().anyMatch(held -> held.role() == Role.DIGITAL_OFFICE);
    return new Home(
        directory.person(userId).map(Person::name).orElse(userId),
        department,
        fiscalYear,
        workList.openFor(directory.groupsOf(userId, today)),
        saved(department, fiscalYear),
        department == null ? List.of() : stagesOf(department),
        notices.of(userId, NOTICES_SHOWN),
        digitalOffice ? city(today) : null);
  }

  /** The section somebody works in comes before the bureau. */
  private Optional<Department> departmentOf(List<Assignment> roles, LocalDate today) {
    List<Department> departments =
        roles.stream()
            .flatMap(held -> directory.department(held.departmentCode(), today).stream())
            .toList();
    return departments.stream()
        .filter(department -> !department.isBureau())
        .findFirst()
        .or(() -> departments.stream().findFirst());
  }

  private Saved saved(@Nullable Department department, int fiscalYear) {
    List<DepartmentGain> all = gains.byDepartment(fiscalYear);
    Optional<DepartmentGain> own =
        all.stream()
            .filter(gain -> department != null && gain.departmentCode().equals(department.code()))
            .findFirst();
    return new Saved(
        own.map(DepartmentGain::actualSeconds).orElse(0L),
        own.map(DepartmentGain::plannedSeconds).orElse(0L),
        all.stream().mapToLong(DepartmentGain::actualSeconds).sum());
  }

  private List<StageCount> stagesOf(Department department) {
    return List.of();
  }

  private City city(LocalDate today) {
    List<Department> sections = directory.sections(today);
    List<Department> leaderless =
        sections.stream()
            .filter(section -> directory.holders(Role.LEADER, section.code(), today).isEmpty())
            .toList();
    return new City(List.of(), leaderless, sections.size());
  }
}
