package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.AutomationRepository.Row;
import genba.automation.Schedule.DayOff;
import genba.automation.Schedule.MissedRule;
import genba.automation.ScheduleData.Days;
import genba.automation.ScheduleData.Problem;
import java.security.Principal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form that sets when an automation runs by itself, with the dates that come of it. */
@Controller
@RequestMapping("/automations/{id}/schedule")
class SchedulePages {

  private static final String VIEW = "automation/schedule";

  private final ScheduleService schedules;
  private final ScheduleNames names;
  private final MessageSource messages;

  SchedulePages(ScheduleService schedules, ScheduleNames names, MessageSource messages) {
    this.schedules = schedules;
    this.names = names;
    this.messages = messages;
  }

  @GetMapping
  String form(@PathVariable String id, Principal user, Model model, Locale locale) {
    Row row = schedules.changeable(id, user.getName());
    ScheduleForm form = ScheduleForm.of(row.schedule());
    model.addAttribute("form", form);
    prepare(model, row, locale);
    preview(model, form);
    return VIEW;
  }

  /** The dates of what is typed so far, or what is missing; asked for while somebody types. */
  @GetMapping("/preview")
  String preview(
      @PathVariable String id,
      @ModelAttribute("form") ScheduleForm form,
      Principal user,
      Model model) {
    schedules.changeable(id, user.getName());
    preview(model, form);
    return VIEW + " :: preview";
  }

  @PostMapping
  ModelAndView set(
      @PathVariable String id,
      @ModelAttribute("form") ScheduleForm form,
      BindingResult errors,
      @RequestParam(defaultValue = "set") String action,
      Principal user,
      Model model,
      RedirectAttributes redirect,
      Locale locale) {
    Row row = schedules.changeable(id, user.getName());
    if (action.equals("stop")) {
      schedules.set(id, user.getName(), null);
      redirect.addFlashAttribute("done", "automation.done.unscheduled");
      return new ModelAndView("redirect:/automations/" + id);
    }
    List<Problem> problems = problems(form);
    if (problems.isEmpty()) {
      try {
        schedules.set(id, user.getName(), form.read().data());
        redirect.addFlashAttribute("done", "automation.done.scheduled");
        return new ModelAndView("redirect:/automations/" + id);
      } catch (AutomationRefused refused) {
        if (refused.reason() != Reason.INVALID) {
          throw refused;
        }
        problems = problems(form);
      }
    }
    for (Problem problem : problems) {
      errors.rejectValue(form.field(problem), "schedule", names.problem(problem));
    }
    prepare(model, row, locale);
    preview(model, form);
    return new ModelAndView(VIEW, model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private List<Problem> problems(ScheduleForm form) {
    ScheduleForm.Reading reading = form.read();
    List<Problem> problems = new ArrayList<>(reading.problems());
    problems.addAll(
        problems.isEmpty() ? schedules.problems(reading.data()) : reading.data().problems());
    return problems;
  }

  private void preview(Model model, ScheduleForm form) {
    List<Problem> problems = problems(form);
    model.addAttribute("missing", problems.stream().map(names::problem).distinct().toList());
    if (problems.isEmpty()) {
      Schedule schedule = form.read().data().schedule();
      model.addAttribute("schedule", schedule);
      model.addAttribute("upcoming", schedules.upcoming(schedule));
    }
  }

  private void prepare(Model model, Row row, Locale locale) {
    model.addAttribute("row", row);
    model.addAttribute("what", row.content());
    model.addAttribute("dayKinds", options("days", Days.values(), locale));
    model.addAttribute("dayOffs", options("dayOff", DayOff.values(), locale));
    model.addAttribute("missedRules", options("missed", MissedRule.values(), locale));
    model.addAttribute("weekdayNames", options("weekday", DayOfWeek.values(), locale));
    Map<String, String> months = new LinkedHashMap<>();
    for (int month = 1; month <= 12; month++) {
      months.put(
          String.valueOf(month),
          messages.getMessage("automation.schedule.month." + month, null, locale));
    }
    model.addAttribute("months", months);
  }

  private Map<String, String> options(String kind, Enum<?>[] values, Locale locale) {
    Map<String, String> options = new LinkedHashMap<>();
    Arrays.stream(values)
        .forEach(
            value ->
                options.put(
                    value.name(),
                    messages.getMessage(
                        "automation.schedule." + kind + "." + value.name(), null, locale)));
    return options;
  }
}
