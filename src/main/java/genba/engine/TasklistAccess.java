package genba.engine;

import genba.engine.HumanTasks.TasklistException;
import io.camunda.client.CredentialsProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the hub proves to Tasklist who it is: headers for a request. */
interface TasklistAccess {

  /** Headers of a request that is let in; may ask the network for them. */
  Map<String, String> headers(HttpClient http) throws IOException, InterruptedException;

  /** The last headers were refused: get new ones. */
  void forget();

  static TasklistAccess of(URI tasklist, EngineProperties properties) {
    if (properties.mode() == EngineMode.REMOTE) {
      var oauth = properties.remote().oauth();
      String audience =
          oauth.tasklistAudience().isBlank() ? oauth.audience() : oauth.tasklistAudience();
      var credentials = CamundaClients.credentials(oauth, audience);
      if (credentials.isPresent()) {
        return new Token(credentials.get());
      }
    }
    return new Login(tasklist, properties.tasklist());
  }

  /** A bearer token of the client credentials; the provider renews it. */
  record Token(CredentialsProvider credentials) implements TasklistAccess {

    @Override
    public Map<String, String> headers(HttpClient http) throws IOException {
      Map<String, String> headers = new HashMap<>();
      credentials.applyCredentials(headers::put);
      return headers;
    }

    @Override
    public void forget() {}
  }

  /** A user's session, kept until Tasklist refuses it. */
  final class Login implements TasklistAccess {
    private final URI tasklist;
    private final EngineProperties.Tasklist properties;
    private Map<String, String> session = Map.of();

    Login(URI tasklist, EngineProperties.Tasklist properties) {
      this.tasklist = tasklist;
      this.properties = properties;
    }

    @Override
    public synchronized Map<String, String> headers(HttpClient http)
        throws IOException, InterruptedException {
      if (session.isEmpty()) {
        session = login(http);
      }
      return session;
    }

    @Override
    public synchronized void forget() {
      session = Map.of();
    }

    private Map<String, String> login(HttpClient http) throws IOException, InterruptedException {
      String form =
          "username=%s&password=%s"
              .formatted(
                  URLEncoder.encode(properties.username(), StandardCharsets.UTF_8),
                  URLEncoder.encode(properties.password(), StandardCharsets.UTF_8));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(tasklist + "/api/login"))
              .timeout(properties.timeout())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(form))
              .build();
      HttpResponse<Void> response = http.send(request, HttpResponse.BodyHandlers.discarding());
      if (response.statusCode() >= 300) {
        throw new TasklistException(
            "Tasklist refuses the hub's login with status " + response.statusCode(), null);
      }
      List<String> cookies = response.headers().allValues("Set-Cookie");
      Map<String, String> headers = new HashMap<>();
      headers.put(
          "Cookie",
          cookies.stream().map(c -> c.split(";", 2)[0]).collect(Collectors.joining("; ")));
      response
          .headers()
          .firstValue("X-CSRF-TOKEN")
          .ifPresent(token -> headers.put("X-CSRF-TOKEN", token));
      return Map.copyOf(headers);
    }
  }
}
