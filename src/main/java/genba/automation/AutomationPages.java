package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.AutomationRepository.Row;
import genba.automation.Automations.State;
import genba.automation.Runs.Priority;
import genba.automation.Runs.Run;
import genba.directory.Department;
import genba.directory.Directory;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pages of the automations: the list, and one with what its people may do. */
@Controller
@RequestMapping("/automations")
class AutomationPages {

  private static final int RUNS_SHOWN = 50;
  private static final int WAITING_SHOWN = 20;

  /** A run that waits for the bot. */
  public record QueueLine(RunQueue.Waiting waiting, Run run, Priority priority) {}

  private final AutomationOverview overview;
  private final AutomationRepository automations;
  private final AutomationService service;
  private final ScheduleService schedules;
  private final RunRequests requests;
  private final RunQueue queue;
  private final AutomationAccess access;
  private final Directory directory;
  private final MessageSource messages;
  private final Clock clock;

  AutomationPages(
      AutomationOverview overview,
      AutomationRepository automations,
      AutomationService service,
      ScheduleService schedules,
      RunRequests requests,
      RunQueue queue,
      AutomationAccess access,
      Directory directory,
      MessageSource messages,
      Clock clock) {
    this.overview = overview;
    this.automations = automations;
    this.service = service;
    this.schedules = schedules;
    this.requests = requests;
    this.queue = queue;
    this.access = access;
    this.directory = directory;
    this.messages = messages;
    this.clock = clock;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String department,
      @RequestParam(defaultValue = "") String state,
      Model model) {
    State wanted =
        Arrays.stream(State.values())
            .filter(known -> known.name().equals(state))
            .findFirst()
            .orElse(null);
    model.addAttribute("lines", overview.lines(department.isEmpty() ? null : department, wanted));
    model.addAttribute("department", department);
    model.addAttribute("state", wanted == null ? "" : wanted.name());
    model.addAttribute("states", State.values());
    model.addAttribute("departments", departmentsWithAutomations());
    return "automation/automations";
  }

  private List<Department> departmentsWithAutomations() {
    LocalDate today = LocalDate.now(clock);
    return automations.all().stream()
        .map(row -> row.content().departmentCode())
        .distinct()
        .map(
            code ->
                directory
                    .department(code, today)
                    .orElseGet(() -> new Department(code, code, null, 0, today, null)))
        .sorted(Comparator.comparing(Department::code))
        .toList();
  }

  @GetMapping("/{id}")
  String one(@PathVariable String id, Principal user, Model model) {
    Row row = service.automation(id);
    String department = row.content().departmentCode();
    model.addAttribute("line", overview.line(row));
    model.addAttribute("row", row);
    model.addAttribute("what", row.content());
    model.addAttribute("runs", requests.ofAutomation(id, RUNS_SHOWN));
    model.addAttribute("runsShown", RUNS_SHOWN);
    model.addAttribute("queue", queue(row));
    model.addAttribute("priorities", Priority.values());
    model.addAttribute("events", automations.events(id));
    Schedule schedule = row.schedule();
    model.addAttribute("upcoming", schedule == null ? List.of() : schedules.upcoming(schedule));
    model.addAttribute("scheduleEvents", schedules.events(id));
    model.addAttribute("mayRun", access.mayRun(user.getName(), department));
    model.addAttribute("mayManage", access.mayManage(user.getName(), department));
    // The same page sends the same key: two presses are one run.
    model.addAttribute("formKey", UUID.randomUUID().toString());
    return "automation/automation";
  }

  /** Who waits for the automation's bot, also of other automations that use it. */
  private List<QueueLine> queue(Row row) {
    String system = row.content().system();
    return system == null
        ? List.of()
        : queue.waitingFor(system, Objects.requireNonNullElse(row.content().bot(), "")).stream()
            .limit(WAITING_SHOWN)
            .map(
                waiting -> {
                  var run = requests.row(waiting.runId());
                  return new QueueLine(waiting, run.run(), run.priority());
                })
            .toList();
  }

  @PostMapping("/{id}/priority")
  String priority(
      @PathVariable String id,
      @RequestParam Priority priority,
      Principal user,
      RedirectAttributes redirect) {
    return change(
        id,
        () -> service.prioritise(id, user.getName(), priority),
        "automation.done.priority",
        null,
        redirect);
  }

  @PostMapping("/{id}/run")
  String run(
      @PathVariable String id,
      @RequestParam String key,
      Principal user,
      RedirectAttributes redirect) {
    try {
      String run = requests.manual(id, user.getName(), key).id();
      redirect.addFlashAttribute("done", "automation.done.run");
      redirect.addFlashAttribute("undo", "/runs/" + run + "/cancel");
      redirect.addFlashAttribute("undoText", "automation.undo.run");
      return "redirect:/runs/" + run;
    } catch (AutomationRefused refused) {
      return back(id, refused, redirect);
    }
  }

  @PostMapping("/{id}/pause")
  String pause(@PathVariable String id, Principal user, RedirectAttributes redirect) {
    return change(
        id,
        () -> service.pause(id, user.getName()),
        "automation.done.pause",
        "/automations/" + id + "/resume",
        redirect);
  }

  @PostMapping("/{id}/resume")
  String resume(@PathVariable String id, Principal user, RedirectAttributes redirect) {
    return change(
        id,
        () -> service.resume(id, user.getName()),
        "automation.done.resume",
        "/automations/" + id + "/pause",
        redirect);
  }

  @PostMapping("/{id}/retire")
  String retire(@PathVariable String id, Principal user, RedirectAttributes redirect) {
    return change(
        id, () -> service.retire(id, user.getName()), "automation.done.retire", null, redirect);
  }

  private String change(
      String id, Runnable change, String done, @Nullable String undo, RedirectAttributes redirect) {
    try {
      change.run();
    } catch (AutomationRefused refused) {
      return back(id, refused, redirect);
    }
    redirect.addFlashAttribute("done", done);
    if (undo != null) {
      redirect.addFlashAttribute("undo", undo);
      redirect.addFlashAttribute("undoText", "automation.undo");
    }
    return "redirect:/automations/" + id;
  }

  /** What the state of things forbids is said on the page; what a person may not do is refused. */
  private String back(String id, AutomationRefused refused, RedirectAttributes redirect) {
    if (refused.reason() == Reason.NOT_ALLOWED || refused.reason() == Reason.NOT_FOUND) {
      throw refused;
    }
    redirect.addFlashAttribute(
        "problem", messages.getMessage(refused.text(), LocaleContextHolder.getLocale()));
    return "redirect:/automations/" + id;
  }
}
