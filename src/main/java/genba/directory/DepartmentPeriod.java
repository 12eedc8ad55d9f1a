package genba.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A department under one of its names.
 *
 * @param successorCode the department that took over its work when it ended
 */
record DepartmentPeriod(Department department, @Nullable String successorCode) {

  String code() {
    return department.code();
  }

  LocalDate validFrom() {
    return department.validFrom();
  }

  Period period() {
    return new Period(department.validFrom(), department.validTo());
  }
}
