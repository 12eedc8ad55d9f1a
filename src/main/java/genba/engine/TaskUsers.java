package genba.engine;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Tasklist's users. Only a Camunda for trying out takes them from the hub; a real cluster has its
 * own login.
 */
public interface TaskUsers {

  /** Makes sure that each of them can log in, now or as soon as Tasklist is there. */
  void ensure(List<TaskUser> users);

  /** Users of a Tasklist that keeps them in this OpenSearch. */
  static TaskUsers keptIn(URI search, EngineReadiness engine) {
    return new UserIndex(search, engine, Duration.ofSeconds(2));
  }
}
