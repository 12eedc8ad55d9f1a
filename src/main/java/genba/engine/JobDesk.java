package genba.engine;

import java.time.Duration;
import java.util.List;

/**
 * Takes on job types that are known only at run time; those of the hub's own models are found by
 * {@link HandlesJob}. Every job passes the same guards.
 */
public interface JobDesk {

  /**
   * Works off the jobs of one type from now on, or as soon as the engine is there; without an
   * engine never.
   *
   * @throws IllegalStateException where somebody works off this type already
   */
  Place open(JobType type, JobFunction function);

  /**
   * @param name job type, as in the model's task definition
   * @param concurrency jobs that this replica works off at the same time
   * @param timeout after which the engine gives a job to another replica; longer than the work
   * @param variables those the work needs; empty: all the task can see
   */
  record JobType(String name, int concurrency, Duration timeout, List<String> variables) {}

  /** One job type's place at the desk. */
  interface Place extends AutoCloseable {

    /** No further job is taken; those at work are finished. */
    @Override
    void close();
  }
}
