package genba.connector.stub;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One cloud flow that begins with an HTTP request of somebody in the tenant. */
public final class CloudFlowStub extends VendorStub {

  /** How the flow's Response action is set up. */
  public enum Style {
    /** Asynchronous: 202 with a Location to ask at. */
    ASYNCHRONOUS,
    /** The answer is the result. */
    SYNCHRONOUS,
    /** No Response action: 202 and nothing more. */
    NONE
  }

  private static final String FLOW = "/workflows/3f9a";
  private static final String TENANT = "11111111-2222-3333-4444-555555555555";
  private static final Pattern OPERATION =
      Pattern.compile("GET " + FLOW + "/runs/([^/]+)/operations/1");

  private volatile Style style = Style.ASYNCHRONOUS;

  public void respond(Style newStyle) {
    style = newStyle;
  }

  @Override
  public String system() {
    return "power-automate-flow";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "triggerUrl",
        address() + FLOW + "/triggers/manual/paths/invoke?api-version=1",
        "loginAddress",
        address(),
        "tenantId",
        TENANT,
        "clientId",
        "example-client",
        "clientSecret",
        "example-secret");
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
      return Answer.json(
          401,
          Map.of(
              "error",
              Map.of("code", "DirectApiAuthorizationRequired", "message", "Not authorized.")));
    }
    if (request.line().equals("POST " + FLOW + "/triggers/manual/paths/invoke")) {
      return trigger(request);
    }
    Matcher operation = OPERATION.matcher(request.line());
    return operation.matches()
        ? byKey(operation.group(1)).map(job -> status(look(job))).orElse(Answer.empty(404))
        : Answer.empty(404);
  }

  /** The audience is exact: with its slash at the end, so the scope has two. */
  private Answer token(Request request) {
    Map<String, String> form = request.form();
    boolean good =
        "client_credentials".equals(form.get("grant_type"))
            && "example-client".equals(form.get("client_id"))
            && "example-secret".equals(form.get("client_secret"))
            && "https://service.flow.microsoft.com//.default".equals(form.get("scope"));
    return good
        ? Answer.json(
            200, Map.of("token_type", "Bearer", "expires_in", 3599, "access_token", issueToken()))
        : Answer.json(401, Map.of("error", "invalid_client"));
  }

  private Answer trigger(Request request) {
    Map<String, Object> body = request.json();
    Map<String, Object> input = new HashMap<>();
    if (body.get("input") instanceof Map<?, ?> given) {
      given.forEach((name, value) -> input.put(String.valueOf(name), value));
    }
    StubJob job =
        accept(
            request,
            String.valueOf(body.get("reference")),
            String.valueOf(body.get("bot")),
            input,
            (String) body.get("callbackAddress"));
    return switch (style) {
      case ASYNCHRONOUS -> accepted(job);
      case NONE -> Answer.empty(202);
      case SYNCHRONOUS -> {
        become(job, StubJob.State.SUCCEEDED, results(job));
        yield Answer.json(200, job.outputs());
      }
    };
  }

  private Answer accepted(StubJob job) {
    return Answer.empty(202)
        .with("Location", address() + FLOW + "/runs/" + job.key() + "/operations/1?api-version=1")
        .with("Retry-After", "10");
  }

  private Answer status(StubJob job) {
    return switch (job.state()) {
      case PENDING, RUNNING -> accepted(job);
      case SUCCEEDED -> Answer.json(200, job.outputs());
      case FAILED, CANCELLED -> Answer.json(400, Map.of("message", "フローが失敗しました"));
    };
  }

  @Override
  protected @Nullable Callback callback(StubJob job) {
    return new Callback(
        String.valueOf(job.callbackAddress()),
        Map.of("Content-Type", "application/json"),
        "{\"state\":\"" + job.state() + "\"}");
  }

  @Override
  protected @Nullable Callback forged(StubJob job) {
    return new Callback(
        String.valueOf(job.callbackAddress()),
        Map.of("Content-Type", "application/json"),
        "{\"state\":\"FAILED\"}");
  }
}
