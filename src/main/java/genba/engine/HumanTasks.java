package genba.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Tasklist knows of user tasks. It learns with a delay of seconds. */
interface HumanTasks {

  /** No Tasklist: nothing was completed, nothing has a page. */
  HumanTasks NONE =
      new HumanTasks() {
        @Override
        public List<CompletedTask> completed(long processInstanceKey, String elementId) {
          return List.of();
        }

        @Override
        public Optional<String> openTask(long processInstanceKey, String elementId) {
          return Optional.empty();
        }
      };

  /**
   * A task that somebody completed.
   *
   * @param assignee who had it at that moment; null where it was completed past Tasklist
   */
  record CompletedTask(String taskKey, @Nullable String assignee, Instant createdAt) {}

  /**
   * Completed tasks of one element, the oldest first; more than one where the process came back.
   *
   * @throws TasklistException where Tasklist cannot be asked
   */
  List<CompletedTask> completed(long processInstanceKey, String elementId);

  /**
   * Key of the element's open task.
   *
   * @throws TasklistException where Tasklist cannot be asked
   */
  Optional<String> openTask(long processInstanceKey, String elementId);

  /** Tasklist does not answer, or not as expected. */
  final class TasklistException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TasklistException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
