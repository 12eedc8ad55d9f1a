package genba.connector.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import genba.connector.stub.VendorStub.Fault;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The faults are real on the wire. */
class VendorStubTest {

  private final HttpClient client = HttpClient.newHttpClient();
  private final Sample stub = new Sample();
  private Duration patience = Duration.ofSeconds(20);

  /** Starts jobs and tells their state, with a token. */
  static final class Sample extends VendorStub {

    @Override
    public String system() {
      return "sample";
    }

    @Override
    public Map<String, String> connection() {
      return Map.of("address", address());
    }

    @Override
    public Set<Fault> faults() {
      return EnumSet.allOf(Fault.class);
    }

    @Override
    protected Answer answer(Request request) {
      if (request.line().equals("POST /token")) {
        return Answer.json(200, Map.of("token", issueToken()));
      }
      if (!isValid(request.bearer())) {
        return Answer.empty(401);
      }
      String reference = request.path().substring("/jobs/".length());
      if (request.method().equals("POST")) {
        Object callback = request.json().get("callback");
        accept(request, reference, "bot", Map.of(), callback == null ? null : callback.toString());
        return Answer.empty(204);
      }
      return byReference(reference)
          .map(job -> Answer.json(200, Map.of("state", look(job).state())))
          .orElse(Answer.empty(404));
    }

    @Override
    protected Callback callback(StubJob job) {
      return new Callback(
          String.valueOf(job.callbackAddress()), Map.of("X-Sample", "1"), job.state().name());
    }

    @Override
    protected @Nullable Callback forged(StubJob job) {
      return new Callback(String.valueOf(job.callbackAddress()), Map.of(), "FAILED");
    }
  }

  @AfterEach
  void close() {
    stub.close();
    client.close();
  }

  @Test
  void aJobGoesOnWithEachLook() throws Exception {
    String token = token();
    assertThat(start("受付-1", token, "{}").statusCode()).isEqualTo(204);

    assertThat(look("受付-1", token)).isEqualTo("{\"state\":\"RUNNING\"}");
    assertThat(look("受付-1", token)).isEqualTo("{\"state\":\"SUCCEEDED\"}");
    assertThat(stub.acceptedStarts("受付-1")).isEqualTo(1);
    assertThat(stub.requests()).extracting(Recorded::status).containsExactly(200, 204, 200, 200);
  }

  @Test
  void anExpiredTokenIsRefusedUntilANewOneIsFetched() throws Exception {
    String token = token();
    stub.inject(Fault.TOKEN_EXPIRED, "POST /jobs", 1);

    assertThat(start("r", token, "{}").statusCode()).isEqualTo(401);
    assertThat(start("r", token, "{}").statusCode()).isEqualTo(401);
    assertThat(start("r", token(), "{}").statusCode()).isEqualTo(204);
  }

  @Test
  void aResetIsAResetAndDoesNothing() throws Exception {
    String token = token();
    stub.inject(Fault.RESET, "POST /jobs", 1);

    assertThatThrownBy(() -> start("r", token, "{}"))
        .isInstanceOf(IOException.class)
        .satisfies(
            e ->
                assertThat(e)
                    .satisfiesAnyOf(
                        x -> assertThat(x).isInstanceOf(SocketException.class),
                        x -> assertThat(x).hasMessageContaining("reset"),
                        x -> assertThat(x).hasRootCauseMessage("Connection reset")));
    assertThat(stub.acceptedStarts("r")).isZero();
  }

  @Test
  void silenceAndTricklingOutlastTheCaller() throws Exception {
    String token = token();
    stub.inject(Fault.HANG, "jobs/hang", 1);
    stub.inject(Fault.TRICKLE, "jobs/trickle", 1);
    patience = Duration.ofMillis(700);

    assertThatThrownBy(() -> start("hang", token, "{}")).isInstanceOf(HttpTimeoutException.class);
    assertThatThrownBy(() -> start("trickle", token, "{}"))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(stub.acceptedStarts("hang")).isZero();
    assertThat(stub.acceptedStarts("trickle")).isEqualTo(1);
  }

  @Test
  void aGatewayFailsThoughTheWorkIsDone() throws Exception {
    String token = token();
    stub.inject(Fault.BAD_GATEWAY_THOUGH_STARTED, "POST /jobs", 1);
    stub.inject(Fault.TOO_MANY_REQUESTS, "POST /jobs", 1);

    assertThat(start("r", token, "{}").statusCode()).isEqualTo(502);
    assertThat(stub.acceptedStarts("r")).isEqualTo(1);
    HttpResponse<String> busy = start("other", token, "{}");
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("Retry-After")).contains("1");
    assertThat(stub.acceptedStarts("other")).isZero();
  }

  @Test
  void callbacksComeTwiceEarlyLateAndForged() throws Exception {
    try (Sample hub = new Sample()) {
      String body = "{\"callback\":\"" + hub.address() + "/hub\"}";
      String token = token();
      stub.inject(Fault.CALLBACK_DUPLICATE, "jobs/twice", 1);
      stub.inject(Fault.CALLBACK_EARLY, "jobs/early", 1);
      stub.inject(Fault.CALLBACK_LATE, "jobs/late", 1);
      stub.inject(Fault.CALLBACK_FORGED, "jobs/forged", 1);

      start("early", token, body);
      assertThat(hub.requests()).hasSize(1);
      start("forged", token, body);
      assertThat(hub.requests()).last().extracting(r -> r.request().body()).isEqualTo("FAILED");
      start("twice", token, body);
      stub.finish("twice", StubJob.State.SUCCEEDED, Map.of());
      assertThat(hub.requests()).hasSize(4);
      start("late", token, body);
      stub.finish("late", StubJob.State.SUCCEEDED, Map.of());
      assertThat(hub.requests()).hasSize(4);
      stub.sendLateCallbacks();
      assertThat(hub.requests()).hasSize(5);
      assertThat(stub.callbackAnswers()).hasSize(5).containsOnly(401);
    }
  }

  private String token() throws Exception {
    return send("POST", "/token", "", "").body().replaceAll(".*:\"(.*)\".*", "$1");
  }

  private HttpResponse<String> start(String reference, String token, String body) throws Exception {
    return send("POST", "/jobs/" + reference, token, body);
  }

  private String look(String reference, String token) throws Exception {
    return send("GET", "/jobs/" + reference, token, "").body();
  }

  private HttpResponse<String> send(String method, String path, String token, String body)
      throws Exception {
    URI uri = URI.create(URI.create(stub.address() + path).toASCIIString());
    return client.send(
        HttpRequest.newBuilder(uri)
            .timeout(patience)
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
