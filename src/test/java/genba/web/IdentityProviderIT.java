package genba.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponentsBuilder;

/** Pages and API with the city's identity provider in the place of the sample login. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "genba.camunda.mode=off",
      "genba.directory.sample-city=true",
      "genba.web.login=oidc",
      "spring.datasource.url=jdbc:h2:mem:oidc;DB_CLOSE_DELAY=-1",
      "spring.security.oauth2.client.registration.city.client-id=" + FakeIdentityProvider.CLIENT,
      "spring.security.oauth2.client.registration.city.client-secret=secret",
      "spring.security.oauth2.client.registration.city.scope=openid,profile",
      "spring.security.oauth2.resourceserver.jwt.audiences=" + FakeIdentityProvider.AUDIENCE
    })
@DirtiesContext
class IdentityProviderIT {

  private static final FakeIdentityProvider PROVIDER = new FakeIdentityProvider();
  private static final String ROLES = "/actuator/info";

  private final HttpClient browser =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry properties) {
    properties.add("spring.security.oauth2.client.provider.city.issuer-uri", PROVIDER::issuer);
    properties.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", PROVIDER::issuer);
  }

  @AfterAll
  static void end() {
    PROVIDER.close();
  }

  @Test
  void aProgramActsForThePersonOfItsToken() throws Exception {
    HttpResponse<String> answer = propose(PROVIDER.accessToken("leader-0310"), "0310");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains("\"userId\":\"leader-0310\"");
    assertThat(propose(PROVIDER.accessToken("staff-0320"), "0310").statusCode()).isEqualTo(422);
  }

  @Test
  void theDirectorySaysWhatThePersonMayDo() throws Exception {
    JWTClaimsSet boaster =
        PROVIDER.claims("staff-0310").claim("scope", "DIGITAL_OFFICE ROLE_DIGITAL_OFFICE").build();

    assertThat(get(ROLES, PROVIDER.accessToken("digital-0130")).statusCode()).isEqualTo(200);
    assertThat(get(ROLES, PROVIDER.signed(boaster)).statusCode()).isEqualTo(403);
  }

  @Test
  void tokensThatAreNotForTheHubAreRefused() throws Exception {
    Date past = Date.from(Instant.now().minus(Duration.ofHours(1)));

    assertRefused(PROVIDER.signed(claims().expirationTime(past).build()));
    assertRefused(PROVIDER.signed(claims().issuer("http://localhost/other").build()));
    assertRefused(PROVIDER.signed(claims().audience("api://other").build()));
    assertRefused(PROVIDER.forged(claims().build()));
    assertRefused("no-token");
    assertRefused(null);
  }

  private static JWTClaimsSet.Builder claims() {
    return PROVIDER.claims("leader-0310");
  }

  private void assertRefused(String token) throws Exception {
    HttpResponse<String> answer = get("/api/v1/improvements", token);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(answer.body()).contains("ログインしてからご利用ください");
  }

  @Test
  void whoIsNotInTheDirectoryIsTold() throws Exception {
    JWTClaimsSet nameless = claims().claim("preferred_username", null).build();

    for (String token : new String[] {PROVIDER.accessToken("nobody"), PROVIDER.signed(nameless)}) {
      HttpResponse<String> answer = get("/api/v1/improvements", token);
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(answer.body()).contains("職員名簿にありません");
    }
  }

  @Test
  void samplePasswordsOpenNothing() throws Exception {
    HttpRequest basic =
        HttpRequest.newBuilder(address("/api/v1/improvements"))
            .header("Authorization", "Basic bGVhZGVyLTAzMTA6Z2VuYmE=")
            .build();

    assertThat(send(basic).statusCode()).isEqualTo(401);
    assertThat(page("/login").body())
        .contains("/oauth2/authorization/city")
        .doesNotContain("leader-0310");
  }

  @Test
  void aPersonLogsInAtTheProvider() throws Exception {
    HttpResponse<String> home = page(logIn("leader-0310"));

    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.body()).contains("市民課", "太田 みどり");
  }

  @Test
  void aStrangerComesBackToTheLoginPage() throws Exception {
    String back = logIn("nobody");

    assertThat(back).endsWith("/login?unknown");
    assertThat(page(back).body()).contains("利用者として登録されていません");
    assertThat(page("/").statusCode()).isEqualTo(302);
  }

  @Test
  void aFailedLoginSaysSo() throws Exception {
    URI provider = URI.create(redirect(page("/oauth2/authorization/city")));
    String back =
        redirect(
            page("/login/oauth2/code/city?code=unknown&state=" + parameter(provider, "state")));

    assertThat(back).endsWith("/login?error");
    assertThat(page(back).body()).contains("認証を完了できませんでした");
  }

  /** Logs in and returns where the hub sends the browser. */
  private String logIn(String person) throws Exception {
    URI provider = URI.create(redirect(page("/oauth2/authorization/city")));
    assertThat(provider.toString()).startsWith(PROVIDER.issuer() + "/authorize?");
    assertThat(parameter(provider, "client_id")).isEqualTo(FakeIdentityProvider.CLIENT);
    PROVIDER.letIn("code-of-" + person, person, parameter(provider, "nonce"));
    return redirect(
        page(
            "/login/oauth2/code/city?code=code-of-%s&state=%s"
                .formatted(person, parameter(provider, "state"))));
  }

  private static String parameter(URI uri, String name) {
    String value = UriComponentsBuilder.fromUri(uri).build().getQueryParams().getFirst(name);
    return value == null ? "" : value;
  }

  private static String redirect(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> propose(String token, String department) throws Exception {
    String body =
        """
        {"title": "転入届の入力を自動化する", "departmentCode": "%s", "problem": "手で写している",
         "kindOfWork": "DATA_ENTRY", "dataClass": "INTERNAL", "casesPerYear": 2400,
         "minutesPerCase": 3, "expectedMinutesAfter": 0.5}
        """
            .formatted(department);
    return send(
        HttpRequest.newBuilder(address("/api/v1/improvements"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(address(path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  private HttpResponse<String> page(String path) throws Exception {
    return send(HttpRequest.newBuilder(address(path)).header("Accept", "text/html").build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return browser.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Of a path of the hub, or what a redirect named. */
  private URI address(String path) {
    return URI.create(path.startsWith("http") ? path : "http://localhost:" + port + path);
  }
}
