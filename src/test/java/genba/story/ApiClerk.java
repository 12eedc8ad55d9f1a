package genba.story;

import java.util.Map;

/** Works through the engine's API, as Tasklist itself does. */
final class ApiClerk implements Clerk {

  private final HubProcess hub;

  ApiClerk(HubProcess hub) {
    this.hub = hub;
  }

  @Override
  public void propose(String userId, Map<String, Object> fields) {
    hub.postToEngine(
        "/v2/process-instances",
        Map.of("processDefinitionId", "improvement-lifecycle", "variables", fields));
  }

  @Override
  public void complete(String userId, OpenTask task, String form, Map<String, Object> fields) {
    String path = "/v1/user-tasks/" + task.key();
    hub.postToEngine(path + "/assignment", Map.of("assignee", userId, "allowOverride", true));
    hub.postToEngine(path + "/completion", Map.of("variables", fields));
  }

  @Override
  public String read(String userId, OpenTask task) {
    return hub.postToTasklist("/v1/tasks/" + task.key() + "/variables/search", Map.of()).toString();
  }

  @Override
  public void close() {}
}
