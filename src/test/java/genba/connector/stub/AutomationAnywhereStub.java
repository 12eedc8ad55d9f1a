package genba.connector.stub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Control Room of Automation 360: sign-in with an API key, deployment (third version),
 * activities, work items. It knows our reference only as an input of the bot, and cannot be asked
 * for it.
 */
public final class AutomationAnywhereStub extends VendorStub {

  private static final String USER = "genba";
  private static final String KEY = "example-key";
  private static final String REFERENCE = "sGenbaReference";
  private static final Pattern QUEUE =
      Pattern.compile("POST /v3/wlm/queues/(\\d+)/workitems(/list)?");

  private final List<Map<String, Object>> workItems = new CopyOnWriteArrayList<>();

  @Override
  public String system() {
    return "automation-anywhere";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "address",
        address(),
        "username",
        USER,
        "apiKey",
        KEY,
        "runAsUserIds",
        "3",
        "referenceVariable",
        REFERENCE,
        "callbackSecret",
        "example-secret");
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.allOf(Fault.class);
  }

  @Override
  protected Answer answer(Request request) {
    if (request.line().equals("POST /v1/authentication")) {
      return signIn(request.json());
    }
    String token = request.header("x-authorization");
    if (token == null) {
      return error(401, "UM1117", "Access token expected in the 'X-Authorization' header");
    }
    if (!isValid(token)) {
      return error(401, "UM1111", "Access token is expired or invalid");
    }
    Matcher queue = QUEUE.matcher(request.line());
    if (queue.matches()) {
      return !queue.group(1).equals("7")
          ? error(404, "not.found", "Queue not found")
          : queue.group(2) == null ? addWorkItems(request) : listWorkItems(request);
    }
    return switch (request.line()) {
      case "POST /v3/automations/deploy" -> deploy(request);
      case "POST /v2/activity/list" -> activities(request);
      default -> error(404, "not.found", "There is no such address");
    };
  }

  private Answer signIn(Map<String, Object> body) {
    return USER.equals(body.get("username")) && KEY.equals(body.get("apiKey"))
        ? Answer.json(200, Map.of("token", issueToken(), "user", Map.of("id", 3, "username", USER)))
        : error(401, "UM1110", "Invalid credentials");
  }

  private Answer deploy(Request request) {
    Map<String, Object> body = request.json();
    if (!(body.get("fileId") instanceof Number bot)
        || !(body.get("runAsUserIds") instanceof Collection<?> users)
        || users.isEmpty()) {
      return error(400, "json.deserialization.exception", "fileId and runAsUserIds are needed");
    }
    if (bot.longValue() == 999_999) {
      return error(400, "bot.not.found", "The bot was not found");
    }
    Map<String, Object> input = new HashMap<>();
    for (Map.Entry<?, ?> variable : map(body.get("botInput")).entrySet()) {
      Map<?, ?> typed = map(variable.getValue());
      Object value =
          switch (String.valueOf(typed.get("type"))) {
            case "STRING" -> typed.get("string");
            case "NUMBER" -> typed.get("number");
            case "BOOLEAN" -> typed.get("boolean");
            default -> null;
          };
      if (value == null) {
        return error(
            400, "json.deserialization.exception", "Wrong type of '" + variable.getKey() + "'");
      }
      input.put(String.valueOf(variable.getKey()), value);
    }
    Map<?, ?> callback = map(body.get("callbackInfo"));
    input.put("callbackHeaders", map(callback.get("headers")));
    StubJob job =
        accept(
            request,
            Objects.toString(input.get(REFERENCE), ""),
            String.valueOf(bot),
            input,
            callback.get("url") == null ? null : callback.get("url").toString());
    return Answer.json(200, Map.of("deploymentId", job.key()));
  }

  private Answer activities(Request request) {
    List<Map<String, Object>> found = new ArrayList<>();
    Map<?, ?> filter = map(request.json().get("filter"));
    List<?> conditions =
        switch (String.valueOf(filter.get("operator"))) {
          case "or" -> (List<?>) Objects.requireNonNull(filter.get("operands"));
          case "eq" -> List.of(filter);
          case "null" -> List.of();
          default -> null;
        };
    if (conditions == null) {
      return error(400, "json.deserialization.exception", "The filter's operator is unknown");
    }
    for (Object condition : conditions) {
      if (!"deploymentId".equals(map(condition).get("field"))) {
        return error(400, "filter.field.invalid", "The filter's field is unknown");
      }
      byKey(String.valueOf(map(condition).get("value")))
          .ifPresent(job -> found.add(activity(look(job))));
    }
    return Answer.json(
        200,
        Map.of(
            "page",
            Map.of("offset", 0, "total", jobs().size(), "totalFilter", found.size()),
            "list",
            found));
  }

  private static Map<String, Object> activity(StubJob job) {
    Map<String, Object> activity = new LinkedHashMap<>();
    activity.put("id", job.key() + "_9b0c638c47251ef4");
    activity.put("automationName", "bot-" + job.bot() + ".2026.11.23.10.00.00.genba");
    activity.put("fileName", "bot-" + job.bot());
    activity.put("type", "RUN_NOW");
    activity.put("startDateTime", Objects.toString(job.startedAt(), ""));
    activity.put("endDateTime", Objects.toString(job.endedAt(), ""));
    activity.put("status", status(job, "UPDATE", "COMPLETED"));
    activity.put("message", "");
    activity.put("deploymentId", job.key());
    return activity;
  }

  private static String status(StubJob job, String running, String done) {
    return switch (job.state()) {
      case PENDING -> "QUEUED";
      case RUNNING -> running;
      case SUCCEEDED -> done;
      case FAILED -> "RUN_FAILED";
      case CANCELLED -> "RUN_ABORTED";
    };
  }

  private Answer addWorkItems(Request request) {
    List<Map<String, Object>> added = new ArrayList<>();
    for (Object item : (List<?>) Objects.requireNonNull(request.json().get("workItems"))) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", String.valueOf(30_888 + workItems.size()));
      one.put("status", "READY_TO_RUN");
      one.put("result", "");
      one.put("json", map(item).get("json"));
      workItems.add(one);
      added.add(one);
    }
    return Answer.json(200, Map.of("list", added));
  }

  private Answer listWorkItems(Request request) {
    Object id = map(request.json().get("filter")).get("value");
    List<Map<String, Object>> found =
        workItems.stream().filter(item -> id == null || id.equals(item.get("id"))).toList();
    return Answer.json(
        200,
        Map.of(
            "page",
            Map.of("offset", 0, "total", workItems.size(), "totalFilter", found.size()),
            "list",
            found));
  }

  private static Answer error(int status, String code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("details", null);
    body.put("message", message);
    return Answer.json(status, body);
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The outputs go this way only. */
  @Override
  protected Callback callback(StubJob job) {
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    map(job.input().get("callbackHeaders"))
        .forEach((name, value) -> headers.put(String.valueOf(name), String.valueOf(value)));
    return new Callback(
        Objects.requireNonNull(job.callbackAddress()),
        headers,
        Request.JSON.writeValueAsString(
            Map.of(
                "deploymentId",
                job.key(),
                "status",
                status(job, "RUNNING", "RUN_COMPLETED"),
                "botOutput",
                job.outputs())));
  }

  @Override
  protected @Nullable Callback forged(StubJob job) {
    return job.callbackAddress() == null
        ? null
        : new Callback(
            job.callbackAddress(),
            Map.of("Content-Type", "application/json"),
            "{\"deploymentId\": \"00000000-0000-0000-0000-000000000000\", \"status\":"
                + " \"RUN_FAILED\"}");
  }
}
