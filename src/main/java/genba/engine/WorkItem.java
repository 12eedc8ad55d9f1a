package genba.engine;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user task that waits for a person.
 *
 * @param id the user task's element instance key
 * @param label the task's name in the model, Japanese
 * @param subject what it is about, the improvement's title say
 * @param subjectPath page of it in the hub, {@code /improvements/…}
 * @param candidateGroups {@code leader:<department>}, {@code supervisor:<department>}, {@code
 *     staff:<department>}, {@code digital-office} or {@code user:<user id>}
 * @param dueAt when it is overdue, if it has a due date
 */
public record WorkItem(
    long id,
    long processInstanceKey,
    String processId,
    String elementId,
    String label,
    String subject,
    String subjectPath,
    List<String> candidateGroups,
    Instant openedAt,
    @Nullable Instant dueAt) {}
