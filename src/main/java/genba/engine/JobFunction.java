package genba.engine;

/** Works off one job. An exception fails the job with back-off. */
@FunctionalInterface
public interface JobFunction {

  JobResult handle(Job job) throws Exception;
}
