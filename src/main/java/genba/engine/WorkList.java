package genba.engine;

import java.net.URI;
import java.util.Collection;
import java.util.List;

/** Open user tasks, answered from the hub's own table. */
public interface WorkList {

  /** Open items of any of the groups, the oldest first. */
  List<WorkItem> openFor(Collection<String> groups);

  /** Open items of one process instance, the oldest first. */
  List<WorkItem> openOf(long processInstanceKey);

  /** Closes what an interrupted instance left open; nothing happens where nothing is open. */
  void closeAllOf(long processInstanceKey);

  /** The task's page in Tasklist, or Tasklist's start page where it is not there yet. */
  URI taskPage(long itemId);
}
