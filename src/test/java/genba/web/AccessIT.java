package genba.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who comes in where, and what those who do not are told. */
class AccessIT extends RunningHub {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/notices",
        "/work",
        "/connectors",
        "/api/docs",
        "/v3/api-docs",
        "/style-guide"
      })
  void pagesAskForLogin(String path) throws Exception {
    HttpResponse<String> answer = get(path, "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue(address("/login"));
  }

  @Test
  void partOfAPageSendsTheWholePageToLogin() throws Exception {
    HttpResponse<String> answer = get("/engine/banner", "HX-Request", "true");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("HX-Redirect")).hasValue("/login");
  }

  @Test
  void samplePersonLogsInAndOut() throws Exception {
    assertThat(logIn("leader-0310", "genba")).isEqualTo(address("/"));
    HttpResponse<String> home = get("/", "Accept", "text/html");
    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.body()).contains("市民課");

    HttpResponse<String> out = post("/logout", Map.of("_csrf", token(home.body())));
    assertThat(out.headers().firstValue("Location")).hasValue(address("/login?logout"));
    assertThat(get("/", "Accept", "text/html").statusCode()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leader-0310", "nobody", ""})
  void wrongPasswordDoesNot(String userId) throws Exception {
    assertThat(logIn(userId, "wrong")).isEqualTo(address("/login?error"));
    assertThat(get("/login?error", "Accept", "text/html").body()).contains("ログインできませんでした");
  }

  @Test
  void sessionCookieStaysHere() throws Exception {
    HttpResponse<String> login = get("/login", "Accept", "text/html");

    assertThat(login.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("JSESSIONID=")
                    .contains("HttpOnly")
                    .contains("SameSite=Lax"));
  }

  @Test
  void pagesCarrySensibleHeaders() throws Exception {
    var headers = get("/login", "Accept", "text/html").headers();

    assertThat(headers.firstValue("Content-Security-Policy"))
        .hasValue(Access.CONTENT_SECURITY_POLICY);
    assertThat(headers.firstValue("X-Frame-Options")).hasValue("DENY");
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("same-origin");
    assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  @Test
  void formWithoutTokenIsRefused() throws Exception {
    logIn("leader-0310", "genba");

    HttpResponse<String> answer = post("/notices/read", Map.of());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("この操作はできません").doesNotContain("Exception");
  }

  @Test
  void apiTellsStrangersWhatToDo() throws Exception {
    HttpResponse<String> japanese = get("/api/v1/improvements", "Accept", "application/json");

    assertThat(japanese.statusCode()).isEqualTo(401);
    assertThat(japanese.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"Genba\"");
    assertThat(japanese.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(japanese.body()).contains("ログインしてからご利用ください");

    HttpResponse<String> english = get("/api/v1/improvements", "Accept-Language", "en");
    assertThat(english.body()).contains("Please log in first");
  }

  @Test
  void apiKnowsPeopleByBasic() throws Exception {
    assertThat(get("/api/v1/nothing", "Authorization", basic("leader-0310", "genba")).statusCode())
        .isEqualTo(404);
    assertThat(get("/api/v1/nothing", "Authorization", basic("leader-0310", "no")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void apiTakesNoWriteFromASessionWithoutToken() throws Exception {
    logIn("leader-0310", "genba");
    HttpRequest session = json("/api/v1/nothing").build();
    HttpRequest program =
        json("/api/v1/nothing").header("Authorization", basic("leader-0310", "genba")).build();
    HttpRequest otherSite =
        json("/api/v1/nothing")
            .header("Authorization", basic("leader-0310", "genba"))
            .header("Sec-Fetch-Site", "cross-site")
            .build();

    assertThat(send(session).statusCode()).isEqualTo(403);
    assertThat(send(session).body()).contains("\"status\":403");
    assertThat(send(program).statusCode()).isEqualTo(404);
    assertThat(send(otherSite).statusCode()).isEqualTo(403);
  }

  @Test
  void onlyHealthIsOpen() throws Exception {
    assertThat(get("/actuator/health", "Accept", "application/json").statusCode()).isIn(200, 503);
    for (String closed : new String[] {"/actuator/info", "/actuator/prometheus"}) {
      assertThat(get(closed, "Accept", "*/*").statusCode()).isEqualTo(401);
      assertThat(get(closed, "Authorization", basic("staff-0310", "genba")).statusCode())
          .isEqualTo(403);
      assertThat(get(closed, "Authorization", basic("digital-0130", "genba")).statusCode())
          .isEqualTo(200);
    }
    assertThat(get("/actuator/env", "Authorization", basic("digital-0130", "genba")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void theDirectoryOfABigCityFitsIntoAnImport() throws Exception {
    logIn("digital-0130", "genba");
    String token = token(get("/directory/import", "Accept", "text/html").body());
    byte[] file = ("no such heading\n" + "x".repeat(3_000_000)).getBytes(StandardCharsets.UTF_8);
    String body =
        part("_csrf", token) + part("people", Base64.getEncoder().encodeToString(file)) + "--b--";

    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(address("/directory/import/confirm")))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString(body))
                .build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("no such heading");
  }

  private static String part(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  @Test
  void unknownPageIsAFriendlyOne() throws Exception {
    logIn("leader-0310", "genba");

    HttpResponse<String> answer = get("/no/such/page", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("ページが見つかりません", "太田 みどり").doesNotContain("Exception");
    assertThat(get("/no/such/page?lang=en", "Accept", "text/html").statusCode()).isEqualTo(404);
  }

  @Test
  void languageAndThemeAreKept() throws Exception {
    get("/login?lang=en&theme=dark", "Accept", "text/html");

    assertThat(get("/login", "Accept", "text/html").body())
        .contains("lang=\"en\"", "data-theme=\"dark\"", "User ID");
  }

  private String logIn(String userId, String password) throws Exception {
    String page = get("/login", "Accept", "text/html").body();
    Map<String, String> form =
        Map.of("username", userId, "password", password, "_csrf", token(page));
    return post("/login", form).headers().firstValue("Location").orElse("");
  }

  private static String token(String page) {
    Matcher matcher = TOKEN.matcher(page);
    assertThat(matcher.find()).as("the page has a form with a token").isTrue();
    return matcher.group(1);
  }

  private HttpResponse<String> get(String path, String header, String value) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address(path))).header(header, value).build());
  }

  private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        HttpRequest.newBuilder(URI.create(address(path)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder json(String path) {
    return HttpRequest.newBuilder(URI.create(address(path)))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{}"));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return browser.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String basic(String userId, String password) {
    byte[] pair = (userId + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
