package genba.automation;

import genba.automation.Automations.Automation;
import genba.automation.PendingRuns.Overlong;
import genba.automation.RunQueue.Waiting;
import genba.automation.Runs.Run;
import genba.connector.BotResult;
import genba.connector.BotResults;
import genba.engine.WorkItem;
import genba.engine.WorkList;
import genba.gain.GainEntry;
import genba.gain.GainReport;
import java.security.Principal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of one run, which follows the run while it goes on. */
@Controller
@RequestMapping("/runs")
class RunPages {

  private static final int ROWS_SHOWN = 200;

  private final RunRequests requests;
  private final RunRepository runs;
  private final AutomationService service;
  private final AutomationAccess access;
  private final WorkList workList;
  private final GainReport gains;
  private final BotResults results;
  private final RunQueue queue;
  private final PendingRuns pending;

  RunPages(
      RunRequests requests,
      RunRepository runs,
      AutomationService service,
      AutomationAccess access,
      WorkList workList,
      GainReport gains,
      BotResults results,
      RunQueue queue,
      PendingRuns pending) {
    this.requests = requests;
    this.runs = runs;
    this.service = service;
    this.access = access;
    this.workList = workList;
    this.gains = gains;
    this.results = results;
    this.queue = queue;
    this.pending = pending;
  }

  /**
   * @param place where it stands among those that wait for the bot; null where it does not wait
   * @param overlong what to look at where the bot system has it and does not begin; null before
   * @param settling whether the run has ended and its gain is still to come
   * @param version changes with everything that the page shows of the run
   */
  public record Live(
      Run run,
      boolean cancelRequested,
      @Nullable Waiting place,
      @Nullable Overlong overlong,
      boolean settling,
      List<RunEvent> events,
      List<WorkItem> waiting,
      List<GainEntry> gains,
      int version) {

    public boolean goesOn() {
      return !run.state().isFinal() || settling;
    }

    public long gainSeconds() {
      return gains.stream().mapToLong(GainEntry::seconds).sum();
    }
  }

  @GetMapping("/{id}")
  String one(@PathVariable String id, Principal user, Model model) {
    fill(requests.row(id), user, model);
    return "automation/run";
  }

  /** The run's part of its page, or 204 where nothing has changed since that version. */
  @GetMapping("/{id}/live")
  Object live(@PathVariable String id, @RequestParam int seen, Principal user, Model model) {
    Live live = fill(requests.row(id), user, model);
    return live.version() == seen
        ? ResponseEntity.status(HttpStatus.NO_CONTENT).build()
        : "automation/run :: news";
  }

  @PostMapping("/{id}/cancel")
  String cancel(@PathVariable String id, Principal user, RedirectAttributes redirect) {
    requests.cancel(id, user.getName());
    redirect.addFlashAttribute("done", "automation.done.cancel");
    return "redirect:/runs/" + id;
  }

  private Live fill(RunRow row, Principal user, Model model) {
    Automation automation = service.automation(row.run().automationId()).automation();
    Live live = live(row, automation);
    model.addAttribute("live", live);
    model.addAttribute("run", row.run());
    model.addAttribute("priority", row.priority());
    model.addAttribute("unclear", row.unclearSince() != null);
    model.addAttribute("automation", automation);
    model.addAttribute("what", automation.content());
    boolean mayRun = access.mayRun(user.getName(), automation.content().departmentCode());
    model.addAttribute(
        "mayCancel", !row.state().isFinal() && row.cancelRequestedBy() == null && mayRun);
    // Rows and the bot's words may tell of people: only for those whose work it is.
    model.addAttribute("mayRead", mayRun);
    model.addAttribute("left", mayRun ? left(row.run()) : List.of());
    model.addAttribute("rowsShown", ROWS_SHOWN);
    return live;
  }

  private List<BotResult> left(Run run) {
    return run.state().isFinal() && run.itemsRejected() + run.itemsNotReached() > 0
        ? results.of(run.id()).stream()
            .filter(result -> result.outcome() != BotResult.Outcome.DONE)
            .limit(ROWS_SHOWN)
            .toList()
        : List.of();
  }

  private Live live(RunRow row, Automation automation) {
    Run run = row.run();
    List<RunEvent> events = runs.events(run.id()).reversed();
    Long process = run.processInstanceKey();
    List<WorkItem> waiting =
        process == null
            ? List.of()
            : workList.openOf(process).stream()
                .filter(item -> item.subjectPath().equals("/runs/" + run.id()))
                .toList();
    List<GainEntry> written =
        row.state().isFinal()
            ? gains.entriesOf(automation.content().improvementId()).stream()
                .filter(entry -> entry.sourceId().equals(run.id()))
                .toList()
            : List.of();
    Waiting place = queue.waiting(row).orElse(null);
    Overlong overlong = pending.overlong(row).orElse(null);
    boolean settling = row.state().isFinal() && !row.settled();
    return new Live(
        run,
        row.cancelRequestedBy() != null,
        place,
        overlong,
        settling,
        events,
        waiting,
        written,
        Objects.hash(
            run,
            row.cancelRequestedBy(),
            place,
            overlong,
            row.unclearSince(),
            settling,
            events.size(),
            waiting,
            written));
  }
}
