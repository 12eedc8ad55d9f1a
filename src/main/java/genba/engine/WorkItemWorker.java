package genba.engine;

import java.util.Map;
import org.springframework.stereotype.Component;

/** Jobs of the listeners at the start and the end of every user task. */
@Component
class WorkItemWorker {
  private final WorkItems items;
  private final HubProperties hub;

  WorkItemWorker(WorkItems items, HubProperties hub) {
    this.items = items;
    this.hub = hub;
  }

  /** The address of the page is for the form's link. */
  @HandlesJob("open-work-item")
  JobResult open(Job job) {
    JobResult opened = items.open(job);
    String path = job.textOr("subjectPath", "");
    return opened instanceof JobResult.Done && path.startsWith("/")
        ? JobResult.done(Map.of("subjectUrl", hub.page(path)))
        : opened;
  }

  @HandlesJob("close-work-item")
  JobResult close(Job job) {
    return items.close(job);
  }
}
