package genba.automation;

import genba.automation.AutomationRefused.Reason;
import genba.automation.Reading.Row;
import genba.automation.Reading.State;
import genba.engine.WorkList;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** The page where a section checks what AI-OCR was not sure of. */
@Controller
@RequestMapping("/readings/{reference}")
class ReadingPages {

  /** A server takes only so many inputs at once. */
  private static final int FIELDS_SHOWN = 300;

  private final ReadingService service;
  private final WorkList workList;
  private final MessageSource messages;

  ReadingPages(ReadingService service, WorkList workList, MessageSource messages) {
    this.service = service;
    this.workList = workList;
    this.messages = messages;
  }

  @GetMapping
  String one(
      @PathVariable String reference,
      @RequestParam(defaultValue = "1") int page,
      Principal user,
      Model model) {
    Reading reading = service.forPerson(reference, user.getName());
    List<List<Row>> pages = pages(service.rows(reading));
    int shown = Math.clamp(page, 1, Math.max(1, pages.size()));
    model.addAttribute("reading", reading);
    model.addAttribute("rows", pages.isEmpty() ? List.of() : pages.get(shown - 1));
    model.addAttribute("pageNumber", shown);
    model.addAttribute("pageCount", pages.size());
    model.addAttribute("open", reading.state() == State.READ && reading.erasedAt() == null);
    model.addAttribute(
        "left",
        pages.stream()
            .flatMap(List::stream)
            .flatMap(row -> row.doubtful().stream())
            .filter(field -> field.checkedText() == null)
            .count());
    model.addAttribute(
        "work",
        workList.openOf(reading.processInstanceKey()).stream()
            .filter(item -> item.elementId().equals("Task_CheckReading"))
            .toList());
    return "automation/reading";
  }

  @PostMapping
  String save(
      @PathVariable String reference,
      @RequestParam Map<String, String> inputs,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(defaultValue = "save") String action,
      Principal user,
      RedirectAttributes redirect) {
    redirect.addAttribute("page", page);
    try {
      service.save(reference, user.getName(), inputs);
      if (action.equals("finish")) {
        service.finish(reference, user.getName());
        redirect.addFlashAttribute("done", "automation.reading.done.finished");
      } else {
        redirect.addFlashAttribute("done", "automation.reading.done.saved");
      }
    } catch (AutomationRefused refused) {
      if (refused.reason() == Reason.NOT_ALLOWED || refused.reason() == Reason.NOT_FOUND) {
        throw refused;
      }
      redirect.addFlashAttribute(
          "problem", messages.getMessage(refused.text(), LocaleContextHolder.getLocale()));
    }
    return "redirect:/readings/" + reference;
  }

  private static List<List<Row>> pages(List<Row> rows) {
    List<List<Row>> pages = new ArrayList<>();
    int fields = FIELDS_SHOWN;
    for (Row row : rows) {
      int more = row.doubtful().size();
      if (fields + more > FIELDS_SHOWN) {
        pages.add(new ArrayList<>());
        fields = 0;
      }
      pages.getLast().add(row);
      fields += more;
    }
    return pages;
  }
}
