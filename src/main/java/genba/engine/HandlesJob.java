package genba.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a {@code *Worker} bean that works off the jobs of one type. It takes a {@link Job}
 * and returns a {@link JobResult}; an exception fails the job with back-off.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface HandlesJob {

  /** Job type, as in the BPMN model's task definition. */
  String value();
}
