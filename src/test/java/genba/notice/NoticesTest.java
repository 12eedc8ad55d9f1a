package genba.notice;

import static org.assertj.core.api.Assertions.assertThat;

import genba.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionTemplate;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class NoticesTest {

  @Parameter TestDatabase database;
  private Notices notices;
  private TransactionTemplate transactions;

  @BeforeEach
  void noNotices() {
    NoticeWorld world = new NoticeWorld(database.migrated(), Map.of(), "");
    transactions = world.transactions;
    notices = world.notices;
  }

  @Test
  void anOccasionReachesAPersonOnce() {
    List<String> chiefs = List.of("chief-0310", "chief-03", "chief-0310");
    notices.tell(chiefs, "remind:s1:1", "決裁をお待ちしています", "/improvements/i-1");
    notices.tell(chiefs, "remind:s1:1", "決裁をお待ちしています", "/improvements/i-1");
    notices.tell(chiefs, "remind:s1:2", "決裁をお待ちしています", "/improvements/i-1");

    assertThat(notices.of("chief-0310", 10))
        .hasSize(2)
        .allSatisfy(notice -> assertThat(notice.read()).isFalse());
    assertThat(notices.of("chief-03", 1)).hasSize(1);
    assertThat(notices.of("leader-0310", 10)).isEmpty();
  }

  @Test
  void readingIsPerPerson() {
    notices.tell(List.of("chief-0310", "chief-03"), "o", "text", "/");
    notices.markRead("chief-03");
    assertThat(notices.of("chief-03", 10)).allMatch(Notices.Notice::read);
    assertThat(notices.of("chief-0310", 10)).noneMatch(Notices.Notice::read);
  }

  @Test
  void aNoticeIsRolledBackWithItsCaller() {
    transactions.executeWithoutResult(
        status -> {
          notices.tell(List.of("chief-03"), "o", "text", "/");
          status.setRollbackOnly();
        });
    assertThat(notices.of("chief-03", 10)).isEmpty();
  }
}
