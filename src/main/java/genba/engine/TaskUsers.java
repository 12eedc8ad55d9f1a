package genba.engine;

import java.util.List;

/**
 * Tasklist's users. Only the local Camunda takes them from the hub; a cluster has its own login.
 */
public interface TaskUsers {

  /** Makes sure that each of them can log in, now or as soon as Tasklist is there. */
  void ensure(List<TaskUser> users);
}
