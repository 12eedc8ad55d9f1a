package genba.improvement;

import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.WorkItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverdueWorkTest {

  private final City.FakeWorkList workList = new City.FakeWorkList();
  private final City.FakeNotices notices = new City.FakeNotices();
  private final FakeDirectory directory = new FakeDirectory();
  private final OverdueWork overdue =
      new OverdueWork(
          workList,
          notices,
          new Groups(directory),
          new Texts(City.messages(), directory),
          City.CLOCK);

  @Test
  void peopleHearOfOverdueWorkOnceADay() {
    open("Task_BuildPrototype", City.NOW.minus(ofHours(1)));
    overdue.remind(7);
    overdue.remind(7);
    assertThat(notices.toldTo("leader-0310"))
        .containsExactly("leader-0310: 期限を過ぎた仕事があります。「住所変更」の「試作する」をお願いします。");
  }

  @Test
  void workThatStillHasTimeOrNoDueDateIsLeftAlone() {
    open("Task_BuildPrototype", City.NOW.plus(ofHours(1)));
    open("Task_BuildPrototype", null);
    overdue.remind(7);
    assertThat(notices.told).isEmpty();
  }

  @Test
  void anApprovalKeepsItsOwnReminders() {
    open("Task_DecideApproval", City.NOW.minus(ofHours(1)));
    overdue.remind(7);
    assertThat(notices.told).isEmpty();
  }

  private void open(String elementId, @Nullable Instant dueAt) {
    workList.open.add(
        new WorkItem(
            workList.open.size(),
            7,
            "improvement-lifecycle",
            elementId,
            "試作する",
            "住所変更",
            "/improvements/1",
            List.of("leader:0310"),
            City.NOW.minus(ofHours(200)),
            dueAt));
  }
}
