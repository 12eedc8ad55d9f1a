package genba.automation;

import genba.automation.AutomationRepository.Row;
import genba.automation.ScheduleRepository.Outage;
import genba.automation.ScheduleRepository.Outcome;
import genba.automation.ScheduleRepository.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** When an automation runs by itself, for other systems. */
@RestController
@RequestMapping("/api/v1/automations/{id}/schedule")
@Tag(name = "automations", description = "What was rolled out, and its runs")
class ScheduleApi {

  /**
   * @param meant the date the rule names; another than the run's where a day off moved it
   */
  record NextRun(Instant at, LocalDate meant) {}

  /**
   * @param runId the run that was started, or the one that was in the way
   * @param downFrom from when on the hub was down, where that is the reason
   */
  record PastTime(
      Instant due,
      LocalDate meant,
      Outcome outcome,
      Reason reason,
      String detail,
      @Nullable String runId,
      @Nullable Instant downFrom,
      @Nullable Instant downTo) {}

  /**
   * @param schedule null where it does not run by itself
   * @param text the schedule as a sentence
   */
  record ScheduleView(
      @Nullable ScheduleData schedule,
      @Nullable String text,
      List<NextRun> nextRuns,
      List<PastTime> pastTimes) {}

  private final ScheduleService schedules;
  private final ScheduleNames names;

  ScheduleApi(ScheduleService schedules, ScheduleNames names) {
    this.schedules = schedules;
    this.names = names;
  }

  @GetMapping
  @Operation(
      summary = "When it runs by itself",
      description = "With its next dates, and what became of the latest ones and why")
  ScheduleView schedule(@PathVariable String id) {
    return view(schedules.automation(id));
  }

  @PutMapping
  @Operation(summary = "Sets when it runs by itself, from now on")
  @ApiResponse(responseCode = "422", description = "Not a schedule, or one that never comes up")
  ScheduleView set(@PathVariable String id, @RequestBody ScheduleData schedule, Principal user) {
    schedules.set(id, user.getName(), schedule);
    return view(schedules.automation(id));
  }

  @DeleteMapping
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "It runs by itself no longer")
  void end(@PathVariable String id, Principal user) {
    schedules.set(id, user.getName(), null);
  }

  private ScheduleView view(Row row) {
    Schedule schedule = row.schedule();
    return new ScheduleView(
        schedule == null ? null : ScheduleData.of(schedule),
        schedule == null ? null : names.of(schedule),
        schedule == null
            ? List.of()
            : schedules.upcoming(schedule).stream()
                .map(due -> new NextRun(names.at(due), due.meant()))
                .toList(),
        schedules.events(row.id()).stream().map(ScheduleApi::view).toList());
  }

  private static PastTime view(ScheduleRepository.Event event) {
    Outage outage = event.outage();
    return new PastTime(
        event.due(),
        event.meant(),
        event.outcome(),
        event.reason(),
        event.detail(),
        event.run(),
        outage == null ? null : outage.from(),
        outage == null ? null : outage.to());
  }
}
