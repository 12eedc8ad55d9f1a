package genba.improvement;

import genba.directory.DataClass;
import genba.directory.Department;
import genba.directory.Directory;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The form of a proposal, and of adopting another department's improvement. */
@Controller
@RequestMapping("/improvements")
class ProposalPages {

  private static final String VIEW = "improvement/form";

  private final ProposalService proposals;
  private final CaseFiles files;
  private final Directory directory;
  private final Groups groups;
  private final Texts texts;
  private final Clock clock;

  ProposalPages(
      ProposalService proposals,
      CaseFiles files,
      Directory directory,
      Groups groups,
      Texts texts,
      Clock clock) {
    this.proposals = proposals;
    this.files = files;
    this.directory = directory;
    this.groups = groups;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping("/new")
  String blank(Principal who, Model model, Locale locale) {
    model.addAttribute("form", ProposalForm.empty(onlyDepartment(who), newToken()));
    prepare(model, who, null, locale);
    return VIEW;
  }

  @PostMapping
  ModelAndView propose(
      @ModelAttribute("form") ProposalForm form,
      BindingResult errors,
      Principal who,
      Model model,
      RedirectAttributes flash,
      Locale locale) {
    try {
      Improvement proposed = proposals.propose(who.getName(), form.raw(), Origin.PAGE, form.key());
      flash.addFlashAttribute("done", texts.in(locale, "page.proposed", proposed.number()));
      return new ModelAndView("redirect:" + proposed.path());
    } catch (InvalidProposal invalid) {
      return again(invalid, null, form, errors, who, model, locale);
    }
  }

  @GetMapping("/{id}/adopt")
  String adopting(@PathVariable String id, Principal who, Model model, Locale locale) {
    CaseFile parent = files.open(id);
    model.addAttribute(
        "form",
        ProposalForm.adopting(parent.improvement().proposal(), onlyDepartment(who), newToken()));
    prepare(model, who, parent.improvement(), locale);
    return VIEW;
  }

  @PostMapping("/{id}/adoptions")
  ModelAndView adopt(
      @PathVariable String id,
      @ModelAttribute("form") ProposalForm form,
      BindingResult errors,
      Principal who,
      Model model,
      RedirectAttributes flash,
      Locale locale) {
    try {
      Improvement adopted = proposals.adopt(id, who.getName(), form.raw(), Origin.PAGE, form.key());
      flash.addFlashAttribute("done", texts.in(locale, "page.proposed", adopted.number()));
      return new ModelAndView("redirect:" + adopted.path());
    } catch (InvalidProposal invalid) {
      Improvement parent = files.open(id).improvement();
      return again(invalid, parent, form, errors, who, model, locale);
    } catch (NotPossible notPossible) {
      flash.addFlashAttribute(
          "refused", texts.in(locale, "not-possible." + notPossible.why().name()));
      return new ModelAndView("redirect:/improvements/" + id);
    }
  }

  private ModelAndView again(
      InvalidProposal invalid,
      @Nullable Improvement parent,
      ProposalForm form,
      BindingResult errors,
      Principal who,
      Model model,
      Locale locale) {
    for (FieldProblem problem : invalid.problems()) {
      errors.addError(
          new FieldError(
              "form",
              problem.field(),
              form.raw().get(problem.field()),
              false,
              null,
              null,
              texts.problem(locale, problem)));
    }
    prepare(model, who, parent, locale);
    return new ModelAndView(VIEW, model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
  }

  private void prepare(Model model, Principal who, @Nullable Improvement parent, Locale locale) {
    model.addAttribute("parent", parent);
    model.addAttribute("departments", departments(who.getName()));
    model.addAttribute("kinds", options(KindOfWork.values(), locale));
    model.addAttribute("dataClasses", options(DataClass.values(), locale));
  }

  private Map<String, String> options(Enum<?>[] values, Locale locale) {
    Map<String, String> options = new LinkedHashMap<>();
    Arrays.stream(values).forEach(v -> options.put(v.name(), texts.label(locale, v)));
    return options;
  }

  /** Departments the person may propose for: the digital office for all. */
  private Map<String, String> departments(String userId) {
    LocalDate today = LocalDate.now(clock);
    boolean all = groups.isDigitalOffice(userId, today);
    Map<String, String> departments = new LinkedHashMap<>();
    for (List<Department> level : List.of(directory.sections(today), directory.bureaus(today))) {
      level.stream()
          .filter(d -> all || groups.has(userId, Groups.staff(d.code()), today))
          .forEach(d -> departments.put(d.code(), d.name()));
    }
    return departments;
  }

  private @Nullable String onlyDepartment(Principal who) {
    Map<String, String> own = departments(who.getName());
    return own.size() == 1 ? own.keySet().iterator().next() : null;
  }

  private static String newToken() {
    return UUID.randomUUID().toString();
  }
}
