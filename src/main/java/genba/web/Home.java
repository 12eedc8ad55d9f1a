package genba.web;

import genba.directory.Department;
import genba.engine.WorkItem;
import genba.notice.Notices.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the home page shows one person.
 *
 * @param department the section the person works in, or the bureau; null without a role
 * @param hours seconds saved in the fiscal year, and what was planned for the whole year
 * @param stages of the person's department
 * @param city only for the digital office
 */
record Home(
    String name,
    @Nullable Department department,
    int fiscalYear,
    List<WorkItem> work,
    Saved hours,
    List<StageCount> stages,
    List<Notice> notices,
    @Nullable City city) {

  /** Seconds. */
  record Saved(long department, long departmentPlanned, long city) {}

  /**
   * How many improvements are in a stage; its text is the message {@code improvement.stage.<name>}.
   */
  record StageCount(String stage, long count) {}

  /**
   * @param leaderless sections without leader and backup leader today
   */
  record City(List<StageCount> stages, List<Department> leaderless, int sections) {}
}
