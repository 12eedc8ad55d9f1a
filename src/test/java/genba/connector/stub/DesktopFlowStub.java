package genba.connector.stub;

import java.net.URI;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A Dataverse environment with the desktop flow {@value #FLOW} on one machine group. It keeps no
 * reference of the caller's: this stub reads it from the callback's address or, for tests only,
 * from the input {@code reference}.
 */
public final class DesktopFlowStub extends VendorStub {

  public static final String FLOW = "申請転記";
  public static final String WORKFLOW = "d9687093-d0c0-ec11-983e-0022480b428a";

  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final String API = "/api/data/v9.2";
  private static final String ACTION = "/Microsoft.Dynamics.CRM.";
  private static final Pattern ENTITY = Pattern.compile(API + "/(\\w+)\\(([^)]*)\\)(.*)");

  @Override
  public String system() {
    return "power-automate";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "address",
        address(),
        "loginAddress",
        address(),
        "tenantId",
        TENANT,
        "clientId",
        "example-client",
        "clientSecret",
        "example-secret",
        "connectionName",
        "example-machine-group");
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.allOf(Fault.class);
  }

  @Override
  protected Answer answer(Request request) {
    if (request.line().equals("POST /" + TENANT + "/oauth2/v2.0/token")) {
      return token(request);
    }
    if (!isValid(request.bearer())) {
      return Answer.empty(401).with("WWW-Authenticate", "Bearer authorization_uri=" + address());
    }
    if (request.line().equals("GET " + API + "/workflows")) {
      return workflows(request);
    }
    Matcher entity = ENTITY.matcher(request.path());
    if (!entity.matches()) {
      return error(404, "0x8006088a", "Resource not found for the segment.");
    }
    return switch (request.method() + " " + entity.group(1) + entity.group(3)) {
      case "POST workflows" + ACTION + "RunDesktopFlow" -> run(request, entity.group(2));
      case "GET flowsessions" ->
          byKey(entity.group(2)).map(job -> session(look(job))).orElseGet(DesktopFlowStub::absent);
      case "GET flowsessions/outputs/$value" ->
          byKey(entity.group(2))
              .map(job -> Answer.json(200, job.outputs()))
              .orElseGet(DesktopFlowStub::absent);
      case "POST flowsessions" + ACTION + "CancelDesktopFlowRun" ->
          byKey(entity.group(2)).map(this::cancel).orElseGet(DesktopFlowStub::absent);
      default -> error(404, "0x8006088a", "Resource not found for the segment.");
    };
  }

  private Answer token(Request request) {
    Map<String, String> form = request.form();
    boolean known =
        "client_credentials".equals(form.get("grant_type"))
            && "example-client".equals(form.get("client_id"))
            && "example-secret".equals(form.get("client_secret"));
    if (!known || !(address() + "/.default").equals(form.get("scope"))) {
      return Answer.json(401, Map.of("error", "invalid_client"));
    }
    return Answer.json(
        200, Map.of("token_type", "Bearer", "expires_in", 3599, "access_token", issueToken()));
  }

  private static Answer workflows(Request request) {
    String filter = request.query().getOrDefault("$filter", "");
    if (!filter.startsWith("category eq 6")) {
      return error(400, "0x80060888", "Only desktop flows are here.");
    }
    boolean wanted = !filter.contains(" name eq ") || filter.endsWith("name eq '" + FLOW + "'");
    return Answer.json(
        200,
        Map.of(
            "value", wanted ? List.of(Map.of("name", FLOW, "workflowid", WORKFLOW)) : List.of()));
  }

  private Answer run(Request request, String workflow) {
    if (!workflow.equals(WORKFLOW)) {
      return error(404, "0x80040217", "workflow With Id = " + workflow + " Does Not Exist");
    }
    Map<String, Object> body = request.json();
    Map<String, Object> input;
    try {
      input =
          Request.of(
                  "",
                  "",
                  Map.of(),
                  ((String) body.get("inputs")).getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .json();
    } catch (ClassCastException | NullPointerException | JacksonException _) {
      return error(400, "0x80048d19", "inputs must be a JSON string.");
    }
    if (!(body.get("runMode") instanceof String)
        || !(body.get("connectionName") instanceof String)) {
      return error(400, "0x80048d19", "runMode and connectionName are needed.");
    }
    String callback = (String) body.get("callbackUrl");
    if (callback != null && !isPublic(callback)) {
      return error(400, "0x80048d19", "callbackUrl must be an https address with a host name.");
    }
    String reference =
        callback == null
            ? String.valueOf(input.getOrDefault("reference", ""))
            : callback.substring(callback.lastIndexOf('/') + 1);
    StubJob job = accept(request, reference, FLOW, input, callback);
    return Answer.json(
        200,
        Map.of(
            "@odata.context",
            address() + API + "/$metadata#Microsoft.Dynamics.CRM.RunDesktopFlowResponse",
            "flowsessionId",
            job.key()));
  }

  /** No IP address, no loopback. */
  private static boolean isPublic(String address) {
    URI uri = URI.create(address);
    return "https".equals(uri.getScheme())
        && uri.getHost().matches(".*[a-z]")
        && !uri.getHost().equals("localhost");
  }

  private Answer cancel(StubJob job) {
    if (job.state().isFinal()) {
      return error(400, "0x80048d19", "The run cannot be cancelled in its state.");
    }
    become(job, StubJob.State.CANCELLED, Map.of());
    return Answer.empty(204);
  }

  private static Answer session(StubJob job) {
    return Answer.json(200, dto(job));
  }

  private static Map<String, Object> dto(StubJob job) {
    Map<String, Object> dto = new HashMap<>();
    dto.put("statuscode", code(job));
    dto.put("statecode", 0);
    dto.put("startedon", job.startedAt() == null ? null : job.startedAt().toString());
    dto.put("completedon", job.endedAt() == null ? null : job.endedAt().toString());
    dto.put("flowsessionid", job.key());
    return dto;
  }

  private static int code(StubJob job) {
    return switch (job.state()) {
      case PENDING -> 3;
      case RUNNING -> 2;
      case SUCCEEDED -> 4;
      case FAILED -> 8;
      case CANCELLED -> 7;
    };
  }

  private static Answer absent() {
    return error(404, "0x80040217", "flowsession Does Not Exist");
  }

  private static Answer error(int status, String code, String message) {
    return Answer.json(status, Map.of("error", Map.of("code", code, "message", message)));
  }

  @Override
  protected Callback callback(StubJob job) {
    return new Callback(
        String.valueOf(job.callbackAddress()),
        Map.of(
            "Content-Type", "application/json",
            "User-Agent", "EnterpriseConnectors/1.0",
            "x-ms-run-id", job.key()),
        Request.JSON.writeValueAsString(dto(job)));
  }

  @Override
  protected @Nullable Callback forged(StubJob job) {
    return new Callback(
        String.valueOf(job.callbackAddress()),
        Map.of("Content-Type", "application/json"),
        "{\"statuscode\":8,\"statecode\":0,\"flowsessionid\":\"00000000-0000-0000-0000-000000000000\"}");
  }
}
