package genba.automation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * How a refusal is answered: in a problem's sentence for programs, with an error page for people.
 */
final class AutomationProblems {

  private AutomationProblems() {}

  @RestControllerAdvice(assignableTypes = {AutomationApi.class, ScheduleApi.class})
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class ForPrograms {

    private final MessageSource messages;

    ForPrograms(MessageSource messages) {
      this.messages = messages;
    }

    @ExceptionHandler
    ProblemDetail refused(AutomationRefused refused, Locale locale) {
      return ProblemDetail.forStatusAndDetail(
          status(refused), messages.getMessage(refused.text(), locale));
    }
  }

  @ControllerAdvice(
      assignableTypes = {
        AutomationPages.class,
        SchedulePages.class,
        RunPages.class,
        ReadingPages.class
      })
  @Order(Ordered.HIGHEST_PRECEDENCE)
  static class ForPeople {

    @ExceptionHandler
    void refused(AutomationRefused refused, HttpServletResponse response) throws IOException {
      response.sendError(status(refused).value());
    }
  }

  private static HttpStatus status(AutomationRefused refused) {
    return switch (refused.reason()) {
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
      case WRONG_STATE -> HttpStatus.CONFLICT;
      case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }
}
