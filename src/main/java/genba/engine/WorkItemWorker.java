package genba.engine;

import org.springframework.stereotype.Component;

/** Jobs of the listeners at the start and the end of every user task. */
@Component
class WorkItemWorker {
  private final WorkItems items;

  WorkItemWorker(WorkItems items) {
    this.items = items;
  }

  @HandlesJob("open-work-item")
  JobResult open(Job job) {
    return items.open(job);
  }

  @HandlesJob("close-work-item")
  JobResult close(Job job) {
    return items.close(job);
  }
}
