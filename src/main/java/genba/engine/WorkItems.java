package genba.engine;

import genba.engine.HumanTasks.CompletedTask;
import genba.engine.HumanTasks.TasklistException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** Keeps the work list: opened and closed by listeners of the user tasks. */
@Service
class WorkItems implements WorkList {
  private static final Logger LOG = LoggerFactory.getLogger(WorkItems.class);

  /** Engine, Tasklist and hub may disagree about the time by this much. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private static final Duration UNTIL_TASKLIST_KNOWS = Duration.ofSeconds(1);

  private final WorkItemRepository items;
  private final HumanTasks tasks;
  private final ModelFolder models;
  private final URI startPage;
  private final Clock clock;

  WorkItems(
      WorkItemRepository items,
      HumanTasks tasks,
      ModelFolder models,
      EngineAddresses addresses,
      EngineProperties properties,
      Clock clock) {
    this.items = items;
    this.tasks = tasks;
    this.models = models;
    this.startPage = URI.create(addresses.tasklist() + properties.tasklist().pagePath());
    this.clock = clock;
  }

  /** A user task begins. */
  JobResult open(Job job) {
    List<String> groups = groups(job);
    if (groups.isEmpty()) {
      return new JobResult.Incident(
          "%s has no candidateGroups: nobody would see it".formatted(job.elementId()));
    }
    try {
      items.open(
          new WorkItem(
              job.elementInstanceKey(),
              job.processInstanceKey(),
              job.processId(),
              job.elementId(),
              models.label(job.processId(), job.elementId()),
              job.textOr("subject", ""),
              job.textOr("subjectPath", ""),
              groups,
              clock.instant(),
              dueAt(job)));
    } catch (DuplicateKeyException e) {
      LOG.debug("Another replica opened the item {} at the same time", job.elementInstanceKey(), e);
    }
    return JobResult.done();
  }

  /** A user task was completed: says by whom, as soon as Tasklist knows. */
  JobResult close(Job job) {
    Optional<WorkItemRepository.Closed> closed = items.closed(job.elementInstanceKey());
    if (closed.isPresent() && closed.get().taskKey() != null) {
      return completedBy(closed.get().completedBy());
    }
    Instant earliest =
        items
            .find(job.elementInstanceKey())
            .map(item -> item.openedAt().minus(CLOCK_SKEW))
            .orElse(Instant.EPOCH);
    Set<String> used = items.usedTasks(job.processInstanceKey(), job.elementId());
    try {
      for (CompletedTask task : tasks.completed(job.processInstanceKey(), job.elementId())) {
        if (!used.contains(task.taskKey()) && !task.createdAt().isBefore(earliest)) {
          items.close(job.elementInstanceKey(), task.assignee(), task.taskKey());
          return completedBy(task.assignee());
        }
      }
      return new JobResult.Later("Tasklist does not show it yet", UNTIL_TASKLIST_KNOWS);
    } catch (TasklistException e) {
      LOG.warn("{}: who completed {} is asked again", e.getMessage(), job.elementId());
      return new JobResult.Later("Tasklist does not answer", UNTIL_TASKLIST_KNOWS.multipliedBy(5));
    } catch (DuplicateKeyException e) {
      return new JobResult.Later("The task closed another item", UNTIL_TASKLIST_KNOWS);
    }
  }

  @Override
  public List<WorkItem> openFor(Collection<String> groups) {
    return items.openFor(groups);
  }

  @Override
  public List<WorkItem> openOf(long processInstanceKey) {
    return items.openOf(processInstanceKey);
  }

  @Override
  public void closeAllOf(long processInstanceKey) {
    items.closeAllOf(processInstanceKey);
  }

  @Override
  public URI taskPage(long itemId) {
    try {
      return items
          .find(itemId)
          .flatMap(item -> tasks.openTask(item.processInstanceKey(), item.elementId()))
          .map(key -> URI.create(startPage + "/" + key))
          .orElse(startPage);
    } catch (TasklistException e) {
      LOG.warn("{}: the link leads to Tasklist's start page", e.getMessage());
      return startPage;
    }
  }

  private static JobResult completedBy(@Nullable String userId) {
    return JobResult.done(Map.of("completedBy", userId == null ? "" : userId));
  }

  private static List<String> groups(Job job) {
    return job.variables().get("candidateGroups") instanceof Collection<?> groups
        ? groups.stream().map(String::valueOf).filter(group -> !group.isBlank()).toList()
        : List.of();
  }

  private @Nullable Instant dueAt(Job job) {
    String text = job.textOr("dueAt", "");
    if (text.isBlank()) {
      return null;
    }
    try {
      return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
          text, ZonedDateTime::from, LocalDateTime::from)) {
        case ZonedDateTime time -> time.toInstant();
        case LocalDateTime time -> time.atZone(clock.getZone()).toInstant();
        default -> null;
      };
    } catch (DateTimeParseException e) {
      LOG.warn("{} has a dueAt that is no date and time: {}", job.elementId(), text, e);
      return null;
    }
  }
}
