package genba.improvement;

import genba.engine.WorkItem;
import genba.engine.WorkList;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reminds people of work that lies overdue, without ever asking for it a second time. */
@Service
class OverdueWork {

  /** An approval has reminders of its own, counted in working days. */
  private static final String APPROVAL = "Task_DecideApproval";

  private final WorkList workList;
  private final Notices notices;
  private final Groups groups;
  private final Texts texts;
  private final Clock clock;

  OverdueWork(WorkList workList, Notices notices, Groups groups, Texts texts, Clock clock) {
    this.workList = workList;
    this.notices = notices;
    this.groups = groups;
    this.texts = texts;
    this.clock = clock;
  }

  /** Tells everybody whom an overdue item of the process waits for, at most once a day. */
  @Transactional
  void remind(long processInstanceKey) {
    LocalDate today = LocalDate.now(clock);
    workList.openOf(processInstanceKey).stream()
        .filter(this::isOverdue)
        .forEach(
            item ->
                notices.tell(
                    groups.members(item.candidateGroups(), today),
                    new Occasion("remind-waiting:" + item.id() + ":" + today, item.subject()),
                    texts.ja("notice.overdue", item.label(), item.subject()),
                    item.subjectPath()));
  }

  private boolean isOverdue(WorkItem item) {
    return item.dueAt() != null
        && !item.dueAt().isAfter(clock.instant())
        && !item.elementId().equals(APPROVAL);
  }
}
