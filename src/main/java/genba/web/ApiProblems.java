package genba.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * What the REST API answers where a request cannot be taken: problem+json, with each field's error.
 */
@RestControllerAdvice(annotations = RestController.class)
class ApiProblems extends ResponseEntityExceptionHandler {

  private final MessageSource texts;

  ApiProblems(MessageSource texts) {
    this.texts = texts;
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException invalid,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    Locale locale = request.getLocale();
    ProblemDetail problem = invalid.getBody();
    problem.setDetail(texts.getMessage("web.error.422", null, locale));
    List<Map<String, String>> errors =
        invalid.getBindingResult().getAllErrors().stream()
            .map(error -> Map.of("field", field(error), "message", texts.getMessage(error, locale)))
            .toList();
    problem.setProperty("errors", errors);
    return handleExceptionInternal(invalid, problem, headers, status, request);
  }

  private static String field(ObjectError error) {
    return error instanceof FieldError field ? field.getField() : "";
  }
}
