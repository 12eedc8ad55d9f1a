package genba.improvement;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such case. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class UnknownImprovement extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownImprovement(String id) {
    super("There is no improvement " + id);
  }
}
