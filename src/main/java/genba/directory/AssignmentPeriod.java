package genba.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** An assignment with the days it holds. */
record AssignmentPeriod(Assignment assignment, LocalDate validFrom, @Nullable LocalDate validTo) {

  Period period() {
    return new Period(validFrom, validTo);
  }
}
