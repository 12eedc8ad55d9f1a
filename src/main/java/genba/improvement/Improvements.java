package genba.improvement;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What other modules' pages show of improvements. Answered from the hub's tables. */
public interface Improvements {

  /**
   * @param number shown to people, {@code R8-0001}
   * @param proposerId null while it is a draft from Tasklist
   */
  record Summary(
      String id,
      String number,
      String title,
      String departmentCode,
      Stage stage,
      @Nullable String proposerId,
      Instant createdAt,
      Instant updatedAt) {

    public String path() {
      return "/improvements/" + id;
    }
  }

  /** Every stage, those without cases with 0. */
  Map<Stage, Long> countByStage();

  /** Every stage of one department's cases, those without cases with 0. */
  Map<Stage, Long> countByStage(String departmentCode);

  Optional<Summary> find(String id);
}
