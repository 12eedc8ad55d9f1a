package genba.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The packed hub in a process and a folder of its own, with its local Camunda, on free ports: it
 * can be killed and started again.
 */
final class HubProcess implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROJECT = Path.of("").toAbsolutePath();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path folder;
  private final Map<String, Integer> ports = new LinkedHashMap<>();
  private Process process;
  private String tasklistCookie = "";

  /**
   * Prepares the folder with the models and connectors beside the jar, as an installation has them.
   */
  HubProcess(Path folder) throws IOException {
    this.folder = folder.toAbsolutePath();
    Files.createDirectories(this.folder);
    copy(PROJECT.resolve("bpmn"), this.folder.resolve("bpmn"));
    copy(PROJECT.resolve("connectors"), this.folder.resolve("connectors"));
    List<String> names =
        List.of(
            "server.port",
            "genba.camunda.local.ports.tasklist",
            "genba.camunda.local.ports.rest",
            "genba.camunda.local.ports.grpc",
            "genba.camunda.local.ports.search",
            "genba.camunda.local.ports.search-transport",
            "genba.camunda.local.ports.broker-command",
            "genba.camunda.local.ports.broker-internal",
            "genba.camunda.local.ports.broker-management",
            "genba.camunda.local.ports.tasklist-internal",
            "genba.camunda.local.ports.tasklist-management");
    List<ServerSocket> sockets = new ArrayList<>();
    for (String name : names) {
      ServerSocket socket = new ServerSocket(0);
      sockets.add(socket);
      ports.put(name, socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
  }

  /** Starts the hub; {@link #isHealthy} tells when it and its engine are ready. */
  void start(String... properties) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", jar().toString()));
    ports.forEach((name, port) -> command.add("--%s=%d".formatted(name, port)));
    command.addAll(List.of(properties));
    tasklistCookie = "";
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
  }

  /** The application alone, as {@code kill -9} does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  boolean isStarted() {
    return process != null;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  Path folder() {
    return folder;
  }

  Path log() {
    return folder.resolve("hub.log");
  }

  URI page(String path) {
    return URI.create("http://localhost:%d%s".formatted(ports.get("server.port"), path));
  }

  URI tasklist(String path) {
    return URI.create(
        "http://localhost:%d%s".formatted(ports.get("genba.camunda.local.ports.tasklist"), path));
  }

  URI engine(String path) {
    return URI.create(
        "http://localhost:%d%s".formatted(ports.get("genba.camunda.local.ports.rest"), path));
  }

  /** GET as a sample person; the answer must be a success. */
  JsonNode get(String userId, String path) {
    return send(request(page(path), userId).GET().build());
  }

  /** POST as a sample person; the answer must be a success. */
  JsonNode post(String userId, String path, Map<String, ?> body, String... headers) {
    HttpRequest.Builder request =
        request(page(path), userId)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /** POST to the engine's own API, as Tasklist does it. */
  void postToEngine(String path, Map<String, ?> body) {
    send(
        HttpRequest.newBuilder(engine(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  /** POST to Tasklist's API with a session of its administrator. */
  JsonNode postToTasklist(String path, Map<String, ?> body) {
    if (tasklistCookie.isEmpty()) {
      tasklistCookie = tasklistLogin();
    }
    return send(
        HttpRequest.newBuilder(tasklist(path))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("Cookie", tasklistCookie)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build());
  }

  private String tasklistLogin() {
    try {
      HttpResponse<Void> answer =
          http.send(
              HttpRequest.newBuilder(tasklist("/api/login?username=demo&password=demo"))
                  .timeout(Duration.ofSeconds(20))
                  .POST(HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      return answer.headers().allValues("Set-Cookie").stream()
          .map(cookie -> cookie.split(";", 2)[0])
          .collect(Collectors.joining("; "));
    } catch (IOException e) {
      throw new UncheckedIOException("Tasklist does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether the health report says that everything is up, the engine among it. */
  boolean isHealthy() {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(page("/actuator/health"))
                  .timeout(Duration.ofSeconds(5))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private HttpRequest.Builder request(URI uri, String userId) {
    String credentials =
        Base64.getEncoder().encodeToString((userId + ":genba").getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Basic " + credentials);
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(
            "%s %s answered %d: %s"
                .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
      }
      return answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends the hub as Ctrl-C does, and by force where that does not help. */
  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(PROJECT.resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("genba-.*\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("The hub is not packed: run mvn package first"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = from.relativize(file);
        boolean isTooling = relative.startsWith("node_modules");
        if (!isTooling && Files.isRegularFile(file)) {
          Path target = to.resolve(relative.toString());
          Files.createDirectories(target.getParent());
          Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }
}
