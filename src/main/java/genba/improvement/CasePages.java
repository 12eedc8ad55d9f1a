package genba.improvement;

import genba.engine.ProcessModels;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One improvement: where it stands, whom it waits for, and how it came there. */
@Controller
@RequestMapping("/improvements/{id}")
class CasePages {

  private final CaseViews views;
  private final WithdrawalService withdrawals;
  private final ProcessModels models;
  private final Texts texts;

  CasePages(CaseViews views, WithdrawalService withdrawals, ProcessModels models, Texts texts) {
    this.views = views;
    this.withdrawals = withdrawals;
    this.models = models;
    this.texts = texts;
  }

  @GetMapping
  String show(@PathVariable String id, Principal who, Model model, Locale locale) {
    model.addAttribute("view", views.of(id, who.getName(), locale));
    return "improvement/case";
  }

  @GetMapping(path = "/model.bpmn")
  ResponseEntity<byte[]> model(@PathVariable String id) {
    String xml =
        models
            .xml(ModelSteps.PROCESS)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_XML)
        .body(xml.getBytes(StandardCharsets.UTF_8));
  }

  @PostMapping("/withdrawal")
  String withdraw(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Principal who,
      RedirectAttributes flash,
      Locale locale) {
    try {
      Improvement withdrawn =
          withdrawals.withdraw(id, who.getName(), Columns.fit(reason.strip(), 1000));
      flash.addFlashAttribute("done", texts.in(locale, "page.withdrawn", withdrawn.number()));
    } catch (NotPossible notPossible) {
      if (notPossible.why() == NotPossible.Why.NOT_YOURS) {
        throw new AccessDeniedException(notPossible.why().name());
      }
      flash.addFlashAttribute(
          "refused", texts.in(locale, "not-possible." + notPossible.why().name()));
    }
    return "redirect:/improvements/" + id;
  }
}
