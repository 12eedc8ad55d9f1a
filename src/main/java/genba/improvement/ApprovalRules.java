package genba.improvement;

import genba.directory.Directory;
import genba.directory.Role;
import genba.improvement.Decision.Capacity;
import genba.improvement.Decision.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may decide a stage on a day. Tasklist lets anybody complete any task, so an approval is worth
 * what this class says about the person who completed it.
 *
 * <p>A stage belongs to its own supervisors. Where none of them may decide, because the post is
 * vacant or because it is their own proposal or prototype, the next higher level decides. Once a
 * stage was escalated, the next higher level may take it over (引上げ承認) as well.
 */
@Component
class ApprovalRules {

  /** An answer about one person. */
  sealed interface Answer {
    record Counts(Capacity capacity) implements Answer {}

    record Refused(Refusal refusal) implements Answer {}
  }

  /**
   * What an answer depends on.
   *
   * @param builderId who built the prototype, null before there is one
   */
  record Subject(
      String departmentCode,
      @Nullable String proposerId,
      @Nullable String builderId,
      ApprovalStage stage,
      boolean escalated) {}

  private final Directory directory;
  private final Groups groups;

  ApprovalRules(Directory directory, Groups groups) {
    this.directory = directory;
    this.groups = groups;
  }

  Answer judge(Subject subject, String personId, LocalDate on) {
    if (directory.person(personId).isEmpty()) {
      return new Answer.Refused(Refusal.UNKNOWN_PERSON);
    }
    if (personId.equals(subject.proposerId())) {
      return new Answer.Refused(Refusal.OWN_PROPOSAL);
    }
    if (personId.equals(subject.builderId())) {
      return new Answer.Refused(Refusal.OWN_PROTOTYPE);
    }
    for (Capacity level : entitled(subject, on)) {
      if (holders(level, subject.departmentCode(), on).contains(personId)) {
        return new Answer.Counts(level);
      }
    }
    return new Answer.Refused(Refusal.NOT_ENTITLED);
  }

  /** The level that decides the stage that day. */
  Capacity decidingLevel(Subject subject, LocalDate on) {
    Capacity level = lowest(subject.stage());
    while (level != Capacity.DIGITAL_OFFICE && impartial(level, subject, on).isEmpty()) {
      level = above(level);
    }
    return level;
  }

  /** Candidate groups of the task. */
  List<String> groupsOf(Subject subject, LocalDate on) {
    return groupsOf(decidingLevel(subject, on), subject.departmentCode(), on);
  }

  /** People who may decide and are asked to. */
  List<String> deciders(Subject subject, LocalDate on) {
    return List.copyOf(impartial(decidingLevel(subject, on), subject, on));
  }

  /** People an unanswered stage is taken to: the next higher level and the digital office. */
  List<String> escalateTo(Subject subject, LocalDate on) {
    Set<String> people = impartial(above(decidingLevel(subject, on)), subject, on);
    people.addAll(groups.holders(directory.digitalOfficeCode(), on, Role.DIGITAL_OFFICE));
    return List.copyOf(people);
  }

  private List<Capacity> entitled(Subject subject, LocalDate on) {
    Capacity level = decidingLevel(subject, on);
    return subject.escalated() ? List.of(level, above(level)) : List.of(level);
  }

  private Set<String> impartial(Capacity level, Subject subject, LocalDate on) {
    Set<String> people = holders(level, subject.departmentCode(), on);
    people.removeIf(p -> p.equals(subject.proposerId()) || p.equals(subject.builderId()));
    return people;
  }

  private Set<String> holders(Capacity level, String departmentCode, LocalDate on) {
    return new TreeSet<>(groups.members(groupsOf(level, departmentCode, on), on));
  }

  private List<String> groupsOf(Capacity level, String departmentCode, LocalDate on) {
    return switch (level) {
      case SECTION_SUPERVISOR -> List.of(Groups.supervisor(departmentCode));
      case BUREAU_SUPERVISOR -> List.of(Groups.supervisor(bureauOf(departmentCode, on)));
      case DIGITAL_OFFICE ->
          List.of(Groups.DIGITAL_OFFICE, Groups.supervisor(directory.digitalOfficeCode()));
    };
  }

  private String bureauOf(String departmentCode, LocalDate on) {
    String bureau = directory.department(departmentCode, on).map(d -> d.bureauCode()).orElse(null);
    return bureau == null ? departmentCode : bureau;
  }

  private static Capacity lowest(ApprovalStage stage) {
    return switch (stage) {
      case SECTION_CHIEF -> Capacity.SECTION_SUPERVISOR;
      case BUREAU_CHIEF -> Capacity.BUREAU_SUPERVISOR;
      case DIGITAL_OFFICE -> Capacity.DIGITAL_OFFICE;
    };
  }

  private static Capacity above(Capacity level) {
    return switch (level) {
      case SECTION_SUPERVISOR -> Capacity.BUREAU_SUPERVISOR;
      case BUREAU_SUPERVISOR, DIGITAL_OFFICE -> Capacity.DIGITAL_OFFICE;
    };
  }
}
