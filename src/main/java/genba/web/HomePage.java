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
import genba.improvement.Improvements;
import genba.improvement.Stage;
import genba.notice.Notices;
import genba.web.Home.City;
import genba.web.Home.Saved;
import genba.web.Home.StageCount;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  private final Improvements improvements;
  private final Notices notices;
  private final Clock clock;

  HomePage(
      Directory directory,
      WorkList workList,
      GainReport gains,
      Improvements improvements,
      Notices notices,
      Clock clock) {
    this.directory = directory;
    this.workList = workList;
    this.gains = gains;
    this.improvements = improvements;
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
    Set<String> codes = codesOf(department, today);
    boolean digitalOffice = roles.stream().anyMatch(held -> held.role() == Role.DIGITAL_OFFICE);
    return new Home(
        directory.person(userId).map(Person::name).orElse(userId),
        department,
        fiscalYear,
        workList.openFor(directory.groupsOf(userId, today)),
        saved(codes, fiscalYear),
        stagesOf(codes),
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

  private Saved saved(Set<String> codes, int fiscalYear) {
    List<DepartmentGain> all = gains.byDepartment(fiscalYear);
    List<DepartmentGain> own =
        all.stream().filter(gain -> codes.contains(gain.departmentCode())).toList();
    return new Saved(
        own.stream().mapToLong(DepartmentGain::actualSeconds).sum(),
        own.stream().mapToLong(DepartmentGain::plannedSeconds).sum(),
        all.stream().mapToLong(DepartmentGain::actualSeconds).sum());
  }

  private List<StageCount> stagesOf(Set<String> codes) {
    Map<Stage, Long> counts = new EnumMap<>(Stage.class);
    for (String code : codes) {
      improvements
          .countByStage(code)
          .forEach((stage, count) -> counts.merge(stage, count, Long::sum));
    }
    return inOrder(counts);
  }

  /** Stages that have cases, in the order of an improvement's life. */
  private static List<StageCount> inOrder(Map<Stage, Long> counts) {
    return Arrays.stream(Stage.values())
        .filter(stage -> counts.getOrDefault(stage, 0L) > 0)
        .map(stage -> new StageCount(stage.name(), counts.getOrDefault(stage, 0L)))
        .toList();
  }

  /** A section's own code; for a bureau also those of its sections. */
  private Set<String> codesOf(@Nullable Department department, LocalDate today) {
    if (department == null) {
      return Set.of();
    }
    return Stream.concat(
            Stream.of(department),
            directory.sections(today).stream()
                .filter(section -> department.code().equals(section.bureauCode())))
        .map(Department::code)
        .collect(Collectors.toUnmodifiableSet());
  }

  private City city(LocalDate today) {
    List<Department> sections = directory.sections(today);
    List<Department> leaderless =
        sections.stream()
            .filter(section -> directory.holders(Role.LEADER, section.code(), today).isEmpty())
            .toList();
    return new City(inOrder(improvements.countByStage()), leaderless, sections.size());
  }
}
