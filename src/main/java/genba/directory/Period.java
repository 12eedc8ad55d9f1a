package genba.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days from the first to the last, both included.
 *
 * @param to null while it goes on
 */
record Period(LocalDate from, @Nullable LocalDate to) {

  boolean overlaps(Period other) {
    return !endsBefore(other.from) && !other.endsBefore(from);
  }

  boolean contains(LocalDate day) {
    return !day.isBefore(from) && !endsBefore(day);
  }

  private boolean endsBefore(LocalDate day) {
    return to != null && to.isBefore(day);
  }

  /** {@code 2016-04-01～2021-03-31}, open at the end while it goes on. */
  @Override
  public String toString() {
    return from + "～" + (to == null ? "" : to);
  }
}
