package genba.story;

import java.util.Map;

/** Somebody who works in Tasklist: with a browser, or where there is none through the APIs. */
interface Clerk extends AutoCloseable {

  /** Starts the improvement's process from Tasklist's Processes tab. */
  void propose(String userId, Map<String, Object> fields);

  /** Takes the task, fills its form and completes it. */
  void complete(String userId, OpenTask task, String form, Map<String, Object> fields);

  /** What the task's form shows, where a person sees it. */
  String read(String userId, OpenTask task);

  @Override
  void close();

  /** An open task as Tasklist lists it. */
  record OpenTask(String key, String elementId, String name) {}
}
