package genba.connector.stub;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blue Prism's API and its Authentication Server, with one work queue whose key column is
 * GenbaReference. Errors are bare JSON texts.
 */
public final class BluePrismStub extends VendorStub {

  /** The one work queue. */
  public static final String QUEUE = "01234567-89ab-cdef-0123-456789abcdef";

  private static final String KEY_COLUMN = "GenbaReference";
  private static final String NEVER = "0001-01-01T00:00:00Z";
  private static final Set<String> TYPES =
      Set.of("Text", "Number", "Flag", "Date", "DateTime", "Time", "TimeSpan", "Password");
  private static final Pattern ITEMS =
      Pattern.compile("(GET|POST) /api/v7/workqueues/([0-9a-f-]+)/items(/batch|/[0-9a-f-]{36})?");

  @Override
  public String system() {
    return "blue-prism";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "address",
        address(),
        "authenticationAddress",
        address() + "/auth",
        "clientId",
        "genba",
        "clientSecret",
        "example-secret",
        "keyColumn",
        KEY_COLUMN);
  }

  /** The API declares no 429, and a queue calls nobody back unless a webhook is set per item. */
  @Override
  public Set<Fault> faults() {
    return EnumSet.of(
        Fault.TOKEN_EXPIRED,
        Fault.BAD_GATEWAY_THOUGH_STARTED,
        Fault.HANG,
        Fault.RESET,
        Fault.TRICKLE,
        Fault.PENDING_FOREVER);
  }

  @Override
  protected Answer answer(Request request) {
    if (request.line().equals("POST /auth/connect/token")) {
      return token(request.form());
    }
    if (!isValid(request.bearer())) {
      return Answer.json(401, "Authorization has been denied for this request.");
    }
    if (request.line().equals("GET /api/v7/health")) {
      return Answer.json(200, Map.of("healthy", true, "dependencies", List.of()));
    }
    Matcher items = ITEMS.matcher(request.line());
    if (!items.matches()) {
      return Answer.json(404, "The resource could not be found.");
    }
    if (!items.group(2).equals(QUEUE)) {
      return Answer.json(404, "The specified work queue could not be found");
    }
    String rest = items.group(3);
    if (request.method().equals("POST")) {
      return "/batch".equals(rest) ? add(request) : Answer.json(404, "Use the batch");
    }
    if (rest == null) {
      return list(request.query());
    }
    Optional<StubJob> job = byKey(rest.substring(1));
    return job.isEmpty()
        ? Answer.json(404, "The specified work queue item could not be found")
        : Answer.json(200, item(look(job.get()), true));
  }

  private Answer token(Map<String, String> form) {
    boolean known =
        "client_credentials".equals(form.get("grant_type"))
            && "genba".equals(form.get("client_id"))
            && "example-secret".equals(form.get("client_secret"))
            && "bp-api".equals(form.get("scope"));
    return known
        ? Answer.json(
            200,
            Map.of(
                "access_token",
                issueToken(),
                "expires_in",
                3600,
                "token_type",
                "Bearer",
                "scope",
                "bp-api"))
        : Answer.json(400, Map.of("error", "invalid_client"));
  }

  private Answer add(Request request) {
    List<String> ids = new ArrayList<>();
    for (Object wanted : Request.JSON.readValue(request.body(), List.class)) {
      Map<?, ?> item = map(wanted);
      if (!(map(item.get("data")).get("rows") instanceof List<?> rows) || rows.isEmpty()) {
        return invalid("data", "An item needs a row of data");
      }
      Map<String, Object> row = new HashMap<>();
      for (Map.Entry<?, ?> column : map(rows.getFirst()).entrySet()) {
        Map<?, ?> value = map(column.getValue());
        boolean number = "Number".equals(value.get("valueType"));
        if (!TYPES.contains(String.valueOf(value.get("valueType")))
            || number != value.get("value") instanceof Number) {
          return invalid("data.rows[0]." + column.getKey(), "The value does not fit its type");
        }
        row.put(String.valueOf(column.getKey()), value);
      }
      row.put("tags", Objects.requireNonNullElse(item.get("tags"), List.of()));
      String reference = String.valueOf(map(row.get(KEY_COLUMN)).get("value"));
      ids.add(accept(request, reference, QUEUE, row, null).key());
    }
    return Answer.json(201, Map.of("ids", ids));
  }

  private Answer list(Map<String, String> query) {
    String key = query.get("keyValue.eq");
    List<Map<String, Object>> found =
        jobs().stream()
            .filter(job -> key == null || job.reference().equals(key))
            .map(job -> item(look(job), false))
            .toList();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("pagingToken", null);
    page.put("items", found);
    return Answer.json(200, page);
  }

  private static Map<String, Object> item(StubJob job, boolean withData) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", job.key());
    item.put("priority", 2);
    item.put("ident", job.id());
    item.put(
        "state",
        switch (job.state()) {
          case PENDING -> "Pending";
          case RUNNING -> "Locked";
          case SUCCEEDED -> "Completed";
          case FAILED, CANCELLED -> "Exceptioned";
        });
    item.put("keyValue", job.reference());
    item.put("status", "");
    item.put("tags", job.input().get("tags"));
    item.put("attemptNumber", 1);
    item.put("loadedDate", job.createdAt().toString());
    item.put("deferredDate", NEVER);
    item.put("lockedDate", Objects.toString(job.startedAt(), NEVER));
    boolean done = job.state() == StubJob.State.SUCCEEDED;
    item.put("completedDate", done ? Objects.toString(job.endedAt(), NEVER) : NEVER);
    item.put("exceptionedDate", done ? NEVER : Objects.toString(job.endedAt(), NEVER));
    item.put("exceptionReason", job.state() == StubJob.State.FAILED ? "The bot failed" : "");
    if (withData) {
      Map<String, Object> row = new LinkedHashMap<>(job.input());
      row.remove("tags");
      job.outputs()
          .forEach(
              (name, value) ->
                  row.put(name, Map.of("valueType", "Text", "value", String.valueOf(value))));
      item.put("data", Map.of("rows", List.of(row)));
    }
    return item;
  }

  private static Answer invalid(String field, String message) {
    return Answer.json(400, Map.of("invalidField", field, "message", message));
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
