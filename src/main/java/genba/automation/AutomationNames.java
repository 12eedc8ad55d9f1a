package genba.automation;

import genba.automation.Automations.State;
import genba.directory.Department;
import genba.directory.Directory;
import genba.directory.Person;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Names and colours that the pages of automations and runs show: {@code ${@automationNames…}}. */
@Component("automationNames")
class AutomationNames {

  private final Directory directory;
  private final MessageSource messages;
  private final Clock clock;

  AutomationNames(Directory directory, MessageSource messages, Clock clock) {
    this.directory = directory;
    this.messages = messages;
    this.clock = clock;
  }

  /** A person's name, or the hub's where nobody clicked. */
  public String actor(String actor) {
    return directory.person(actor).map(Person::name).orElseGet(() -> text("automation.actor.hub"));
  }

  public String department(String code) {
    return directory.department(code, LocalDate.now(clock)).map(Department::name).orElse(code);
  }

  /** People of a candidate group, {@code staff:0310} say, in words. */
  public String group(String group) {
    int colon = group.indexOf(':');
    if (colon < 0) {
      return text("automation.group." + group);
    }
    String kind = group.substring(0, colon);
    String of = group.substring(colon + 1);
    return kind.equals("user") ? actor(of) : text("automation.group." + kind, department(of));
  }

  public String groups(List<String> groups) {
    return String.join(
        text("automation.group.separator"), groups.stream().map(this::group).toList());
  }

  /** A priority's word, from its name. */
  public String priority(String name) {
    return text("automation.priority." + name);
  }

  /** The badge of a run's state. */
  public String tone(RunState state) {
    return switch (state) {
      case REQUESTED -> "";
      case ACCEPTED, RUNNING -> "badge-info";
      case SUCCEEDED -> "badge-success";
      case FAILED, REJECTED, TIMED_OUT -> "badge-error";
      case CANCELLED -> "badge-warning";
      case BY_HAND -> "badge-plan";
    };
  }

  /** The badge of an automation's state. */
  public String tone(State state) {
    return switch (state) {
      case TRIAL -> "badge-info";
      case LIVE -> "badge-key";
      case PAUSED -> "badge-warning";
      case RETIRED -> "";
    };
  }

  /** The mark of a line in a run's timeline. */
  public String mark(RunState state) {
    return switch (state) {
      case REQUESTED, ACCEPTED, RUNNING, CANCELLED, BY_HAND -> "is-done";
      case SUCCEEDED -> "is-success";
      case FAILED, REJECTED, TIMED_OUT -> "is-error";
    };
  }

  private String text(String key, Object... arguments) {
    return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
  }
}
