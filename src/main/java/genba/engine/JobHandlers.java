package genba.engine;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/** Finds the methods that work off jobs. */
final class JobHandlers {

  private JobHandlers() {}

  /**
   * All handlers by job type.
   *
   * @throws IllegalStateException where two methods want one type, or a method's shape is wrong
   */
  static Map<String, JobFunction> of(ConfigurableListableBeanFactory beans) {
    Map<String, JobFunction> handlers = new TreeMap<>();
    for (String name : beans.getBeanNamesForType(Object.class, false, false)) {
      Class<?> type = beans.getType(name, false);
      if (type == null || !AnnotationUtils.isCandidateClass(type, HandlesJob.class)) {
        continue;
      }
      Map<Method, HandlesJob> methods =
          MethodIntrospector.selectMethods(
              type,
              (Method method) ->
                  AnnotatedElementUtils.findMergedAnnotation(method, HandlesJob.class));
      methods.forEach((method, job) -> add(handlers, job.value(), beans.getBean(name), method));
    }
    return handlers;
  }

  /** The handler behind all guards. */
  static JobFunction guarded(List<JobGuard> guards, JobFunction handler) {
    return job -> guarded(guards, handler, job);
  }

  private static JobResult guarded(List<JobGuard> guards, JobFunction handler, Job job)
      throws Exception {
    for (JobGuard guard : guards) {
      Optional<String> objection = guard.objection(job);
      if (objection.isPresent()) {
        return new JobResult.Incident(objection.get());
      }
    }
    return handler.handle(job);
  }

  private static void add(
      Map<String, JobFunction> handlers, String jobType, Object bean, Method method) {
    if (method.getParameterCount() != 1
        || method.getParameterTypes()[0] != Job.class
        || method.getReturnType() != JobResult.class) {
      throw new IllegalStateException(
          "%s handles the job '%s' and must take a Job and return a JobResult"
              .formatted(method, jobType));
    }
    Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
    invocable.setAccessible(true);
    if (handlers.put(jobType, job -> invoke(invocable, bean, job)) != null) {
      throw new IllegalStateException(
          "Two methods handle the job '%s'; one is %s".formatted(jobType, method));
    }
  }

  private static JobResult invoke(Method method, Object bean, Job job) throws Exception {
    try {
      return (JobResult) method.invoke(bean, job);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }
}
