package genba.improvement;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the API answers where something cannot be done, in the caller's language. */
@RestControllerAdvice(assignableTypes = {ImprovementsApi.class, PrototypesApi.class})
@Order(Ordered.HIGHEST_PRECEDENCE)
class ImprovementProblems {

  private final Texts texts;

  ImprovementProblems(Texts texts) {
    this.texts = texts;
  }

  @ExceptionHandler
  ProblemDetail invalid(InvalidProposal invalid, Locale locale) {
    ProblemDetail problem =
        problem(HttpStatus.UNPROCESSABLE_CONTENT, "title-invalid", "error.invalid", locale);
    List<Map<String, String>> errors =
        invalid.problems().stream()
            .map(p -> Map.of("field", p.field(), "message", texts.problem(locale, p)))
            .toList();
    problem.setProperty("errors", errors);
    return problem;
  }

  @ExceptionHandler
  ProblemDetail notPossible(NotPossible notPossible, Locale locale) {
    HttpStatus status =
        switch (notPossible.why()) {
          case NOT_YOURS, NOT_ITS_LEADER -> HttpStatus.FORBIDDEN;
          case TOO_LATE, NOT_IN_USE, SAME_DEPARTMENT, KEY_REUSED, NO_PROTOTYPE_WANTED ->
              HttpStatus.CONFLICT;
        };
    return problem(
        status, "title-not-possible", "not-possible." + notPossible.why().name(), locale);
  }

  @ExceptionHandler
  ProblemDetail unknown(UnknownImprovement unknown, Locale locale) {
    return problem(HttpStatus.NOT_FOUND, "title-not-found", "error.not-found", locale);
  }

  private ProblemDetail problem(HttpStatus status, String title, String detail, Locale locale) {
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, texts.in(locale, detail));
    problem.setTitle(texts.in(locale, "error." + title));
    return problem;
  }
}
