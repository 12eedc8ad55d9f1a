package genba.engine;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes Tasklist's users into the index where Tasklist itself keeps them: this version has no API
 * for it. Its role OPERATOR may work on tasks and start processes. The index is Tasklist's to make:
 * one made by writing to it would have the wrong fields.
 */
final class UserIndex implements TaskUsers {

  private static final Logger log = LoggerFactory.getLogger(UserIndex.class);

  private static final String INDEX = "tasklist-user-1.4.0_";
  private static final String HASH_KIND = "{bcrypt}";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final MediaType NDJSON = MediaType.APPLICATION_NDJSON;

  private final RestClient search;
  private final EngineReadiness camunda;
  private final Duration pause;
  private final JsonMapper json = JsonMapper.shared();
  private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder();

  /**
   * @param search the OpenSearch that Tasklist uses
   * @param pause between two looks for the index
   */
  UserIndex(URI search, EngineReadiness camunda, Duration pause) {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(LONGEST_WAIT);
    requests.setReadTimeout(LONGEST_WAIT);
    this.search = RestClient.builder().baseUrl(search).requestFactory(requests).build();
    this.camunda = camunda;
    this.pause = pause;
  }

  @Override
  public void ensure(List<TaskUser> users) {
    if (users.isEmpty()) {
      return;
    }
    var unused =
        camunda
            .whenReady()
            .thenComposeAsync(ready -> writeWhenThere(users))
            .exceptionally(
                failure -> {
                  if (camunda.isReady()) {
                    log.error("The sample people cannot log in to Tasklist", failure);
                  }
                  return null;
                });
  }

  private CompletableFuture<Void> writeWhenThere(List<TaskUser> users) {
    if (isThere()) {
      write(users);
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(
            () -> {}, CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
        .thenComposeAsync(passed -> writeWhenThere(users));
  }

  private boolean isThere() {
    try {
      return Boolean.TRUE.equals(
          search
              .head()
              .uri("/" + INDEX)
              .exchange((request, response) -> response.getStatusCode().is2xxSuccessful()));
    } catch (RestClientException e) {
      log.debug("Tasklist's index of users cannot be reached", e);
      return false;
    }
  }

  /** One call at a time: the next one sees what this one wrote. */
  synchronized void write(List<TaskUser> users) {
    Map<String, Stored> stored = stored(users);
    Hashes hashes = new Hashes(stored);
    StringBuilder bulk = new StringBuilder();
    int changed = 0;
    for (TaskUser user : users) {
      Stored wanted = new Stored(user.displayName(), hashes.of(user.password()));
      Stored present = stored.get(user.userId());
      if (present == null
          || !present.displayName().equals(wanted.displayName())
          || !hashes.matches(user.password(), present.hash())) {
        bulk.append(json.writeValueAsString(Map.of("index", Map.of("_id", user.userId()))))
            .append('\n')
            .append(json.writeValueAsString(document(user.userId(), wanted)))
            .append('\n');
        changed++;
      }
    }
    if (changed > 0) {
      index(bulk.toString());
      log.info("Tasklist knows {} people, {} of them new or changed", users.size(), changed);
    }
  }

  private Map<String, Stored> stored(List<TaskUser> users) {
    JsonNode found =
        exchange(
            "/%s/_mget".formatted(INDEX),
            MediaType.APPLICATION_JSON,
            json.writeValueAsString(Map.of("ids", users.stream().map(TaskUser::userId).toList())));
    Map<String, Stored> stored = new HashMap<>();
    for (JsonNode document : found.path("docs")) {
      if (document.path("found").asBoolean()) {
        JsonNode source = document.path("_source");
        stored.put(
            document.path("_id").asString(),
            new Stored(
                source.path("displayName").asString(""), source.path("password").asString("")));
      }
    }
    return stored;
  }

  private void index(String bulk) {
    JsonNode answer = exchange("/%s/_bulk?refresh=true".formatted(INDEX), NDJSON, bulk);
    if (answer.path("errors").asBoolean()) {
      throw new RestClientException("OpenSearch did not take every user: " + answer);
    }
  }

  /** In bytes: a text of another type than JSON would not go out in UTF-8. */
  private JsonNode exchange(String path, MediaType type, String body) {
    byte[] answer =
        search
            .post()
            .uri(path)
            .contentType(type)
            .body(body.getBytes(StandardCharsets.UTF_8))
            .retrieve()
            .body(byte[].class);
    return json.readTree(answer == null ? new byte[0] : answer);
  }

  private static Map<String, Object> document(String userId, Stored user) {
    return Map.of(
        "id", userId,
        "userId", userId,
        "displayName", user.displayName(),
        "password", user.hash(),
        "roles", List.of("OPERATOR"));
  }

  private record Stored(String displayName, String hash) {}

  /** A hash takes a tenth of a second: people with the same password share it, now and later. */
  private final class Hashes {

    private final Map<String, Stored> stored;
    private final Map<String, String> byPassword = new HashMap<>();
    private final Map<String, Boolean> matches = new HashMap<>();

    Hashes(Map<String, Stored> stored) {
      this.stored = stored;
    }

    String of(String password) {
      return byPassword.computeIfAbsent(password, this::presentOrNew);
    }

    boolean matches(String password, String hash) {
      return matches.computeIfAbsent(
          password + '\0' + hash,
          unused ->
              hash.startsWith(HASH_KIND)
                  && encoder.matches(password, hash.substring(HASH_KIND.length())));
    }

    private String presentOrNew(String password) {
      return stored.values().stream()
          .map(Stored::hash)
          .distinct()
          .filter(hash -> matches(password, hash))
          .findFirst()
          .orElseGet(() -> HASH_KIND + encoder.encode(password));
    }
  }
}
