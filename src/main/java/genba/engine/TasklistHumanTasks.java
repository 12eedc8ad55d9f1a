package genba.engine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Asks Tasklist over its REST API, version 1. */
final class TasklistHumanTasks implements HumanTasks {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Tasklist writes offsets without a colon: {@code 2026-04-01T09:00:00.000+0000}. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HHMM", "+0000")
          .optionalEnd()
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .toFormatter();

  private record Task(String id, @Nullable String assignee, String creationDate) {}

  private final URI search;
  private final TasklistAccess access;
  private final EngineProperties properties;
  private final HttpClient http;

  TasklistHumanTasks(URI tasklist, TasklistAccess access, EngineProperties properties) {
    this.search = URI.create(tasklist + "/v1/tasks/search");
    this.access = access;
    this.properties = properties;
    this.http = HttpClient.newBuilder().connectTimeout(properties.tasklist().timeout()).build();
  }

  @Override
  public List<CompletedTask> completed(long processInstanceKey, String elementId) {
    return find(processInstanceKey, elementId, "COMPLETED").stream()
        .map(
            task ->
                new CompletedTask(
                    task.id(),
                    task.assignee(),
                    OffsetDateTime.parse(task.creationDate(), TIME).toInstant()))
        .sorted(Comparator.comparing(CompletedTask::createdAt))
        .toList();
  }

  @Override
  public Optional<String> openTask(long processInstanceKey, String elementId) {
    return find(processInstanceKey, elementId, "CREATED").stream()
        .map(Task::id)
        .max(Comparator.comparing(Long::parseLong));
  }

  private List<Task> find(long processInstanceKey, String elementId, String state) {
    String query =
        JSON.writeValueAsString(
            Map.of(
                "processInstanceKey",
                Long.toString(processInstanceKey),
                "taskDefinitionId",
                elementId,
                "state",
                state,
                "pageSize",
                200));
    try {
      HttpResponse<String> response = send(query);
      if (response.statusCode() == 401 || response.statusCode() == 403) {
        access.forget();
        response = send(query);
      }
      if (response.statusCode() != 200) {
        throw new TasklistException(
            "Tasklist answers a task search with status " + response.statusCode(), null);
      }
      return List.of(JSON.readValue(response.body(), Task[].class));
    } catch (IOException | JacksonException e) {
      throw new TasklistException("Tasklist cannot be asked at " + search, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TasklistException("Interrupted while asking Tasklist", e);
    }
  }

  private HttpResponse<String> send(String query) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(search)
            .timeout(properties.tasklist().timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(query));
    access.headers(http).forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
