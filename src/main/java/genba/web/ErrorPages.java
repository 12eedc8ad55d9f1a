package genba.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * What went wrong, in the reader's words: a page for people, a problem for programs. Never a stack
 * trace.
 */
@Controller
class ErrorPages implements ErrorController {

  /** Attribute of a request whose text is another than its status', {@code web.error.<name>}. */
  static final String TEXT = ErrorPages.class.getName() + ".text";

  private static final Set<Integer> WITH_OWN_TEXT = Set.of(400, 401, 403, 404, 405, 409, 422, 503);

  private final MessageSource messages;

  ErrorPages(MessageSource messages) {
    this.messages = messages;
  }

  @RequestMapping("/error")
  Object error(HttpServletRequest request, Locale locale, Model model) {
    HttpStatus status = status(request);
    String text = text(request, status);
    if (isForProgram(request)) {
      return problem(request, status, messages.getMessage("web.error." + text, null, locale));
    }
    model.addAttribute("status", status.value());
    model.addAttribute("text", text);
    return new org.springframework.web.servlet.ModelAndView("web/error", model.asMap(), status);
  }

  private static String text(HttpServletRequest request, HttpStatus status) {
    if (request.getAttribute(TEXT) instanceof String chosen) {
      return chosen;
    }
    return WITH_OWN_TEXT.contains(status.value()) ? String.valueOf(status.value()) : "500";
  }

  private static ResponseEntity<ProblemDetail> problem(
      HttpServletRequest request, HttpStatus status, String detail) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setInstance(URI.create(path(request)));
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(problem);
  }

  private static HttpStatus status(HttpServletRequest request) {
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    return status == null ? HttpStatus.NOT_FOUND : status;
  }

  private static boolean isForProgram(HttpServletRequest request) {
    String path = path(request);
    return path.startsWith("/api/v1/") || path.startsWith("/actuator/");
  }

  private static String path(HttpServletRequest request) {
    Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return path == null ? request.getRequestURI() : path.toString();
  }
}
