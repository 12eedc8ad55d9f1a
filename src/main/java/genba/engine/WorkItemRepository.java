package genba.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The work list's rows. */
@Repository
class WorkItemRepository {

  /** How an item ended. */
  record Closed(@Nullable String completedBy, @Nullable String taskKey) {}

  private static final String SELECT =
      """
      select id, process_instance_key, process_id, element_id, label, subject, subject_path,
             opened_at, due_at
      from work_item
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  WorkItemRepository(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Writes the item; nothing happens where it is there already. */
  @Transactional
  public void open(WorkItem item) {
    int known =
        jdbc.sql("select count(*) from work_item where id = :id")
            .param("id", item.id())
            .query(Integer.class)
            .single();
    if (known > 0) {
      return;
    }
    jdbc.sql(
            """
            insert into work_item (id, process_instance_key, process_id, element_id, label,
              subject, subject_path, opened_at, due_at)
            values (:id, :instance, :process, :element, :label, :subject, :path, :opened, :due)
            """)
        .param("id", item.id())
        .param("instance", item.processInstanceKey())
        .param("process", item.processId())
        .param("element", item.elementId())
        .param("label", cut(item.label(), 300))
        .param("subject", cut(item.subject(), 500))
        .param("path", item.subjectPath())
        .param("opened", time(item.openedAt()))
        .param(
            "due", item.dueAt() == null ? null : time(item.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
    for (String group : new LinkedHashSet<>(item.candidateGroups())) {
      jdbc.sql("insert into work_item_group (work_item_id, group_name) values (:id, :name)")
          .param("id", item.id())
          .param("name", group)
          .update();
    }
  }

  /** How the item ended; empty while it is open or unknown. */
  Optional<Closed> closed(long id) {
    return jdbc.sql(
            "select completed_by, task_key from work_item where id = :id and closed_at is not null")
        .param("id", id)
        .query((row, n) -> new Closed(row.getString(1), row.getString(2)))
        .optional();
  }

  /**
   * Closes an open item.
   *
   * @throws org.springframework.dao.DuplicateKeyException where another item took the task
   */
  void close(long id, @Nullable String completedBy, @Nullable String taskKey) {
    jdbc.sql(
            """
            update work_item set closed_at = :now, completed_by = :by, task_key = :task
            where id = :id and closed_at is null
            """)
        .param("now", OffsetDateTime.now(clock))
        .param("by", completedBy, Types.VARCHAR)
        .param("task", taskKey, Types.VARCHAR)
        .param("id", id)
        .update();
  }

  void closeAllOf(long processInstanceKey) {
    jdbc.sql(
            """
            update work_item set closed_at = :now
            where process_instance_key = :instance and closed_at is null
            """)
        .param("now", OffsetDateTime.now(clock))
        .param("instance", processInstanceKey)
        .update();
  }

  /** Keys of the element's tasks that already closed an item. */
  Set<String> usedTasks(long processInstanceKey, String elementId) {
    return jdbc.sql(
            """
            select task_key from work_item
            where process_instance_key = :instance and element_id = :element
              and task_key is not null
            """)
        .param("instance", processInstanceKey)
        .param("element", elementId)
        .query(String.class)
        .set();
  }

  Optional<WorkItem> find(long id) {
    return withGroups(jdbc.sql(SELECT + " where id = :id").param("id", id).query(this::item).list())
        .stream()
        .findFirst();
  }

  List<WorkItem> openFor(Collection<String> groups) {
    if (groups.isEmpty()) {
      return List.of();
    }
    return withGroups(
        jdbc.sql(
                SELECT
                    + """
                    where closed_at is null and id in
                      (select work_item_id from work_item_group where group_name in (:groups))
                    order by opened_at, id
                    """)
            .param("groups", groups)
            .query(this::item)
            .list());
  }

  List<WorkItem> openOf(long processInstanceKey) {
    return withGroups(
        jdbc.sql(
                SELECT
                    + """
                    where closed_at is null and process_instance_key = :instance
                    order by opened_at, id
                    """)
            .param("instance", processInstanceKey)
            .query(this::item)
            .list());
  }

  private List<WorkItem> withGroups(List<WorkItem> items) {
    if (items.isEmpty()) {
      return items;
    }
    Map<Long, List<String>> groups = new HashMap<>();
    jdbc.sql(
            """
            select work_item_id, group_name from work_item_group
            where work_item_id in (:ids) order by group_name
            """)
        .param("ids", items.stream().map(WorkItem::id).toList())
        .query(
            row -> {
              groups.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getString(2));
            });
    return items.stream()
        .map(
            i ->
                new WorkItem(
                    i.id(),
                    i.processInstanceKey(),
                    i.processId(),
                    i.elementId(),
                    i.label(),
                    i.subject(),
                    i.subjectPath(),
                    groups.getOrDefault(i.id(), List.of()),
                    i.openedAt(),
                    i.dueAt()))
        .toList();
  }

  private WorkItem item(ResultSet row, int number) throws SQLException {
    OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
    return new WorkItem(
        row.getLong("id"),
        row.getLong("process_instance_key"),
        row.getString("process_id"),
        row.getString("element_id"),
        row.getString("label"),
        row.getString("subject"),
        row.getString("subject_path"),
        List.of(),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        due == null ? null : due.toInstant());
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String cut(String text, int length) {
    return text.length() > length ? text.substring(0, length) : text;
  }
}
