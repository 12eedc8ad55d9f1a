package genba.directory;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Who keeps the directory. */
@Component
class DigitalOffice {

  private final Directory directory;
  private final Clock clock;

  DigitalOffice(Directory directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  boolean has(String userId) {
    return directory.assignmentsOf(userId, LocalDate.now(clock)).stream()
        .anyMatch(held -> held.role() == Role.DIGITAL_OFFICE);
  }

  /** 403 for everybody else. */
  void require(String userId) {
    if (!has(userId)) {
      throw new ResponseStatusException(HttpStatus.FORBIDDEN);
    }
  }
}
