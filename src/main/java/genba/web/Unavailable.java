package genba.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Without the database nothing was taken: callers hear 503 and come again. */
@ControllerAdvice
class Unavailable {

  private static final Logger LOG = LoggerFactory.getLogger(Unavailable.class);

  @ExceptionHandler({
    CannotCreateTransactionException.class,
    CannotGetJdbcConnectionException.class,
    DataAccessResourceFailureException.class
  })
  void databaseAway(Exception failure, HttpServletResponse response) throws IOException {
    LOG.error("The database cannot be reached", failure);
    response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
  }
}
