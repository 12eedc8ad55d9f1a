package genba.automation;

import genba.automation.AutomationOverview.Line;
import genba.automation.Automations.NewAutomation;
import genba.automation.Automations.State;
import genba.automation.Runs.Priority;
import genba.automation.Runs.Run;
import genba.automation.Runs.Trigger;
import genba.directory.DataClass;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Automations and their runs for other systems, Power Automate say. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "automations", description = "What was rolled out, and its runs")
class AutomationApi {

  /** Seconds are for one case. */
  record AutomationView(
      String id,
      String improvementId,
      String departmentCode,
      String name,
      String tool,
      @Nullable String system,
      @Nullable String bot,
      DataClass dataClass,
      long baselineSeconds,
      long residualSeconds,
      State state,
      @Nullable ScheduleData schedule,
      int runsSucceeded,
      int runsEnded,
      @Nullable RunView lastRun) {}

  record RunView(
      String id,
      String automationId,
      Trigger trigger,
      String requestedBy,
      RunState state,
      boolean ended,
      Instant requestedAt,
      @Nullable Instant acceptedAt,
      @Nullable Instant runningAt,
      @Nullable Instant endedAt,
      @Nullable Instant deadline,
      int itemsDone,
      int itemsRejected,
      int itemsNotReached,
      boolean needsHand) {}

  /**
   * @param input what the bot gets; names as of variables, values of up to 300 characters
   * @param priority which of the waiting runs goes first; without it the automation's
   */
  record RunRequest(@Nullable Map<String, String> input, @Nullable Priority priority) {}

  private final AutomationOverview overview;
  private final AutomationService service;
  private final RunRequests requests;

  AutomationApi(AutomationOverview overview, AutomationService service, RunRequests requests) {
    this.overview = overview;
    this.service = service;
    this.requests = requests;
  }

  @GetMapping("/automations")
  @Operation(
      operationId = "listAutomations",
      summary = "Automations by department and name, each with its last run")
  List<AutomationView> automations(
      @RequestParam(required = false) @Nullable String department,
      @RequestParam(required = false) @Nullable State state) {
    return overview.lines(department, state).stream().map(AutomationApi::view).toList();
  }

  @GetMapping("/automations/{id}")
  @Operation(operationId = "getAutomation", summary = "One automation with its last run")
  AutomationView automation(@PathVariable String id) {
    return view(overview.line(service.automation(id)));
  }

  @GetMapping("/automations/{id}/runs")
  @Operation(
      operationId = "listRuns",
      summary = "Runs of an automation, the newest first, at most 200")
  List<RunView> runs(@PathVariable String id, @RequestParam(defaultValue = "50") int limit) {
    return requests.ofAutomation(service.automation(id).id(), Math.clamp(limit, 1, 200)).stream()
        .map(AutomationApi::view)
        .toList();
  }

  @PostMapping("/automations/{id}/runs")
  @Operation(
      operationId = "startRun",
      summary = "Asks for a run",
      description =
          "The same Idempotency-Key gives the same run, so an unclear answer can be asked for"
              + " again.")
  @ApiResponse(responseCode = "202", description = "Accepted: it is on disk and will be started")
  ResponseEntity<RunView> run(
      @PathVariable String id,
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @RequestBody(required = false) @Nullable RunRequest request,
      Principal user) {
    Map<String, String> input =
        request == null || request.input() == null ? Map.of() : request.input();
    Priority priority = request == null ? null : request.priority();
    Run run = requests.api(id, user.getName(), idempotencyKey.strip(), input, priority);
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/runs/" + run.id()))
        .body(view(run));
  }

  @GetMapping("/runs/{id}")
  @Operation(operationId = "getRun", summary = "How far a run is")
  RunView run(@PathVariable String id) {
    return view(requests.row(id).run());
  }

  private static AutomationView view(Line line) {
    NewAutomation content = line.row().content();
    Schedule schedule = line.row().schedule();
    return new AutomationView(
        line.row().id(),
        content.improvementId(),
        content.departmentCode(),
        content.name(),
        content.tool(),
        content.system(),
        content.bot(),
        content.dataClass(),
        content.baselineSeconds(),
        content.residualSeconds(),
        line.row().state(),
        schedule == null ? null : ScheduleData.of(schedule),
        line.succeeded(),
        line.ended(),
        line.last() == null ? null : view(line.last()));
  }

  private static RunView view(Run run) {
    return new RunView(
        run.id(),
        run.automationId(),
        run.trigger(),
        run.requestedBy(),
        run.state(),
        run.state().isFinal(),
        run.requestedAt(),
        run.acceptedAt(),
        run.runningAt(),
        run.endedAt(),
        run.deadline(),
        run.itemsDone(),
        run.itemsRejected(),
        run.itemsNotReached(),
        run.needsHand());
  }
}
