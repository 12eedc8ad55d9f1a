package genba.improvement;

import genba.engine.HandlesJob;
import genba.engine.Job;
import genba.engine.JobResult;
import org.springframework.stereotype.Component;

/** The reminder that every process with user tasks sends from time to time. */
@Component
class OverdueWorker {

  private final OverdueWork overdue;

  OverdueWorker(OverdueWork overdue) {
    this.overdue = overdue;
  }

  @HandlesJob("remind-waiting")
  JobResult remind(Job job) {
    overdue.remind(job.processInstanceKey());
    return JobResult.done();
  }
}
