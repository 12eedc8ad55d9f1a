package genba.connector.stub;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A bot server as a city's own engineers write one: a token, signed requests, runs that are asked
 * for by their id or by the caller's reference. It takes the same reference twice without a word,
 * so a second start shows.
 */
public final class HttpBotStub extends VendorStub {

  private static final String CLIENT = "example-client";
  private static final String SECRET = "example-secret";
  private static final String SIGNATURE = "X-Signature";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
  private static final Pattern START = Pattern.compile("/bots/([^/]+)/runs");
  private static final Pattern RUN = Pattern.compile("/runs/([^/]+)(/cancel)?");

  private final boolean guarded;
  private volatile @Nullable Duration workTime;

  /** With a token and signatures. */
  public HttpBotStub() {
    this(true);
  }

  private HttpBotStub(boolean guarded) {
    this.guarded = guarded;
  }

  /** Open to everybody, for measuring calls and nothing else. */
  public static HttpBotStub open() {
    return new HttpBotStub(false);
  }

  /**
   * Runs end by themselves after this time, whether anybody looks or not; zero: the start's own
   * answer is the end.
   */
  public HttpBotStub workFor(Duration time) {
    endByItself(false);
    workTime = time;
    return this;
  }

  @Override
  public String system() {
    return "http-bot";
  }

  @Override
  public Map<String, String> connection() {
    Map<String, String> connection = new HashMap<>();
    connection.put("address", address());
    connection.put("startPath", "/bots/{bot}/runs");
    connection.put("statusPath", "/runs/{reference}");
    connection.put("cancelPath", "/runs/{reference}/cancel");
    connection.put("healthPath", "/health");
    if (guarded) {
      connection.put("tokenAddress", address() + "/token");
      connection.put("clientId", CLIENT);
      connection.put("clientSecret", SECRET);
      connection.put("signatureSecret", SECRET);
      connection.put("callbackSecret", SECRET);
    }
    return connection;
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.allOf(Fault.class);
  }

  @Override
  protected Answer answer(Request request) {
    if (request.line().equals("POST /token")) {
      return token(request.form());
    }
    if (request.line().equals("GET /health")) {
      return Answer.json(200, Map.of("status", "UP"));
    }
    if (guarded && !isValid(request.bearer())) {
      return error(401, "TOKEN_INVALID", "The token is missing or void");
    }
    if (guarded && !isSigned(request)) {
      return error(401, "SIGNATURE_INVALID", "The signature does not fit");
    }
    Matcher start = START.matcher(request.path());
    if (request.method().equals("POST") && start.matches()) {
      return start(request, start.group(1));
    }
    Matcher run = RUN.matcher(request.path());
    if (!run.matches()) {
      return error(404, "NOT_FOUND", "There is no such address");
    }
    String name = run.group(1);
    return byKey(name)
        .or(() -> byReference(name))
        .map(job -> run.group(2) == null ? state(job) : cancel(job))
        .orElse(error(404, "UNKNOWN_RUN", "There is no such run"));
  }

  private Answer token(Map<String, String> form) {
    boolean known =
        "client_credentials".equals(form.get("grant_type"))
            && CLIENT.equals(form.get("client_id"))
            && SECRET.equals(form.get("client_secret"));
    return known
        ? Answer.json(
            200, Map.of("access_token", issueToken(), "token_type", "Bearer", "expires_in", 3600))
        : Answer.json(401, Map.of("error", "invalid_client"));
  }

  private Answer start(Request request, String bot) {
    String reference = request.header("X-Reference");
    if (reference == null || reference.isBlank()) {
      return error(400, "REFERENCE_MISSING", "X-Reference is missing");
    }
    if (bot.equals("no-such-bot")) {
      return error(404, "UNKNOWN_BOT", "There is no bot '" + bot + "'");
    }
    Map<String, Object> body = request.json();
    Object callback = body.get("callbackAddress");
    Map<String, Object> input = new HashMap<>();
    if (body.get("input") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> input.put(String.valueOf(key), value));
    }
    StubJob job =
        accept(request, reference, bot, input, callback == null ? null : callback.toString());
    Duration time = workTime;
    if (time != null && request.fault() != Fault.PENDING_FOREVER) {
      if (time.isZero()) {
        become(job, StubJob.State.SUCCEEDED, results(job));
        return Answer.json(200, view(job));
      }
      CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> become(job, StubJob.State.SUCCEEDED, results(job)));
    }
    return Answer.json(202, view(job));
  }

  private Answer state(StubJob job) {
    if (workTime != null && job.fault() != Fault.PENDING_FOREVER) {
      become(job, StubJob.State.RUNNING, Map.of());
    }
    return Answer.json(200, view(look(job)));
  }

  private Answer cancel(StubJob job) {
    if (job.state().isFinal()) {
      return error(409, "ALREADY_ENDED", "The run has ended");
    }
    become(job, StubJob.State.CANCELLED, Map.of());
    return Answer.json(202, view(job));
  }

  private static Map<String, Object> view(StubJob job) {
    Map<String, Object> view = new HashMap<>();
    view.put("id", job.key());
    view.put("reference", job.reference());
    view.put(
        "state",
        switch (job.state()) {
          case PENDING -> "queued";
          case RUNNING -> "running";
          case SUCCEEDED -> "succeeded";
          case FAILED -> "failed";
          case CANCELLED -> "cancelled";
        });
    view.put("startedAt", job.startedAt() == null ? null : String.valueOf(job.startedAt()));
    view.put("endedAt", job.endedAt() == null ? null : String.valueOf(job.endedAt()));
    view.put("outputs", job.outputs());
    return view;
  }

  private static Answer error(int status, String code, String message) {
    return Answer.json(status, Map.of("code", code, "message", message));
  }

  /** {@code X-Signature: sha256=hex(HMAC(timestamp + "." + body))}, not older than five minutes. */
  private static boolean isSigned(Request request) {
    String signature = request.header(SIGNATURE);
    String timestamp = request.header("X-Timestamp");
    if (signature == null || timestamp == null || !timestamp.matches("\\d{1,12}")) {
      return false;
    }
    Duration age =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), Instant.now()).abs();
    String expected = "sha256=" + hmac(timestamp + "." + request.body());
    return age.compareTo(CLOCK_TOLERANCE) < 0
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), signature.getBytes(StandardCharsets.UTF_8));
  }

  private static String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Callback callback(StubJob job) {
    String body = Request.JSON.writeValueAsString(view(job));
    Map<String, String> headers =
        guarded
            ? Map.of("Content-Type", "application/json", SIGNATURE, hmac(body))
            : Map.of("Content-Type", "application/json");
    return new Callback(String.valueOf(job.callbackAddress()), headers, body);
  }

  @Override
  protected @Nullable Callback forged(StubJob job) {
    return job.callbackAddress() == null
        ? null
        : new Callback(
            job.callbackAddress(),
            Map.of("Content-Type", "application/json", SIGNATURE, "0".repeat(64)),
            "{\"reference\": \"%s\", \"state\": \"failed\"}".formatted(job.reference()));
  }
}
