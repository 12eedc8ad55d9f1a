package genba.notice;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorCall;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.notice.Delivery.State;
import genba.notice.Notices.Occasion;
import genba.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class DeliveryTest {

  private static final String PATH = "/improvements/i-1";

  @Parameter TestDatabase database;
  private NoticeWorld world;

  @BeforeEach
  void emptyWorld() {
    world = new NoticeWorld(database);
  }

  @Test
  void whoHasNoChannelGetsAMailAtOnceWithTheText() {
    tell("decide:1", "staff-0320");
    world.round();

    ConnectorCall mail = onlyCall();
    assertThat(mail.connector()).isEqualTo("mail-send-message");
    assertThat(mail.connection()).isEqualTo("mail");
    assertThat(mail.parameters())
        .containsEntry("to", List.of("staff-0320@city.example"))
        .containsEntry("subject", "【Genba】決裁のお願い：転入届の入力");
    assertThat(mail.parameters().get("text").toString())
        .startsWith("山田さんが決裁をお待ちしています。\n\nhttps://genba.city.example/improvements/i-1\n")
        .contains("https://genba.city.example/notices/settings");
    world.round();
    assertThat(world.calls).hasSize(1);
    assertThat(world.deliveries.count()).containsEntry(State.DELIVERED, 1L);
  }

  @Test
  void aChannelGetsOneDigestOfTitlesAndLinksOnTheNextWorkingDay() {
    world.at("2026-11-20T01:00:00Z"); // Friday, after the digest's time
    tell("decide:1", "staff-0310", "chief-0310");
    tell("decide:2", "chief-0310");
    world.round();
    world.at("2026-11-21T00:00:00Z"); // Saturday
    world.round();
    assertThat(world.calls).isEmpty();

    world.at("2026-11-22T23:30:00Z"); // Monday, half past eight
    world.round();
    ConnectorCall digest = onlyCall();
    assertThat(digest.connector()).isEqualTo("teams-post-digest");
    assertThat(digest.connection()).isEqualTo("teams-0310");
    assertThat(digest.parameters())
        .containsEntry("title", "Genba のお知らせ（1件）")
        .containsEntry(
            "lines",
            List.of(
                Map.of("text", "決裁のお願い：転入届の入力", "address", "https://genba.city.example" + PATH)));
    assertThat(digest.parameters().toString()).doesNotContain("山田");
    assertThat(world.deliveries.count()).containsEntry(State.DELIVERED, 2L);
  }

  @Test
  void whatIsUrgentDoesNotWaitForTheDigest() {
    tell("escalate:1", "staff-0310", "chief-0310");
    world.round();
    ConnectorCall card = onlyCall();
    assertThat(card.connector()).isEqualTo("teams-post-card");
    assertThat(card.parameters())
        .isEqualTo(
            Map.of("title", "決裁の期限超過：転入届の入力", "address", "https://genba.city.example" + PATH));
  }

  @Test
  void everyKindOfOccasionHasItsWords() throws IOException {
    Pattern kinds = Pattern.compile("new Occasion\\(\\s*\"([a-z-]+):");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/genba"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        Matcher found = kinds.matcher(Files.readString(file));
        while (found.find()) {
          assertThat(world.texts.title(new Occasion(found.group(1) + ":1", "")))
              .as("title of %s in %s", found.group(1), file)
              .isNotEqualTo("お知らせ");
        }
      }
    }
  }

  @Test
  void peopleChooseAndWhatIsNotPossibleFallsBack() {
    world.preferences.choose("staff-0310", Preference.MAIL);
    world.preferences.choose("chief-0310", Preference.HUB);
    world.preferences.choose("staff-0320", Preference.TEAMS);
    world.preferences.choose("chief-0310", Preference.HUB);
    tell("decide:1", "staff-0310", "chief-0310", "staff-0320", "nomail-0320");
    world.round();
    assertThat(world.calls)
        .extracting(call -> call.parameters().get("to").toString())
        .containsExactlyInAnyOrder("[staff-0310@city.example]", "[staff-0320@city.example]");
    assertThat(world.notices.of("chief-0310", 10)).hasSize(1);
    assertThat(world.notices.of("nomail-0320", 10)).hasSize(1);
  }

  @Test
  void whereNothingIsConnectedNothingIsPlanned() {
    NoticeWorld alone = new NoticeWorld(database.migrated(), Map.of(), "");
    alone.notices.tell(List.of("staff-0310"), new Occasion("escalate:1", "件名"), "本文", PATH);
    alone.round();
    assertThat(alone.calls).isEmpty();
    assertThat(alone.deliveries.in(State.WAITING, 10)).isEmpty();
    assertThat(alone.notices.of("staff-0310", 10)).hasSize(1);
  }

  @Test
  void whatIsRolledBackIsNeverSent() {
    world.transactions.executeWithoutResult(
        status -> {
          tell("decide:1", "staff-0320");
          status.setRollbackOnly();
        });
    world.round();
    assertThat(world.calls).isEmpty();
  }

  @Test
  void aServerThatIsAwayIsTriedAgainLaterAndLaterAndThenGivenUp() {
    world.answers.put(
        "mail-send-message", new RetryLater("smtp:25 cannot be reached", Duration.ofSeconds(30)));
    tell("decide:1", "staff-0320");
    world.round();
    world.round();
    assertThat(world.calls).hasSize(1);
    assertThat(waiting().problem()).isEqualTo("届きませんでした：smtp:25 cannot be reached");
    for (int minutes : List.of(1, 2, 4)) {
      world.passes(Duration.ofMinutes(minutes).minusSeconds(1));
      world.round();
      int before = world.calls.size();
      world.passes(Duration.ofSeconds(1));
      world.round();
      assertThat(world.calls).hasSize(before + 1);
    }
    Delivery failed = world.deliveries.in(State.FAILED, 10).getFirst();
    assertThat(failed.attempts()).isEqualTo(4);
    assertThat(world.calls)
        .extracting(ConnectorCall::reference)
        .containsOnly("notice:" + failed.id());

    world.answers.clear();
    assertThat(world.deliveries.again(failed.id())).isTrue();
    assertThat(world.deliveries.again(failed.id())).isFalse();
    world.round();
    assertThat(world.deliveries.count()).containsEntry(State.DELIVERED, 1L);
  }

  @Test
  void whatTheServerRefusesIsNotRepeatedAndAWrongSettingIsTriedSeldom() {
    world.answers.put("mail-send-message", new Rejected("SMTP_550", "受け付けませんでした"));
    tell("decide:1", "staff-0320");
    world.round();
    assertThat(world.deliveries.in(State.FAILED, 10))
        .singleElement()
        .satisfies(
            failed -> assertThat(failed.problem()).isEqualTo("受け取られませんでした（SMTP_550）：受け付けませんでした"));

    world.answers.put("mail-send-message", new Misconfigured("password"));
    tell("decide:2", "staff-0320");
    world.round();
    assertThat(waiting().dueAt()).isEqualTo(NoticeWorld.NOW.plus(Duration.ofHours(1)));
    assertThat(waiting().problem()).isEqualTo("接続の設定を確かめてください：password");
  }

  @Test
  void aDigestThatFailedComesAgainWithWhatJoinedIt() {
    world.answers.put("teams-post-digest", new RetryLater("429", Duration.ofMinutes(5)));
    tell("decide:1", "staff-0310");
    world.at("2026-11-16T23:30:00Z");
    world.round();
    assertThat(waiting().dueAt()).isEqualTo(Instant.parse("2026-11-16T23:35:00Z"));
    world.answers.clear();
    world.passes(Duration.ofMinutes(5));
    world.round();
    assertThat(world.calls).hasSize(2);
    assertThat(world.deliveries.count()).containsEntry(State.DELIVERED, 1L);
  }

  @Test
  void oneReplicaTriesAndAnotherOnlyAfterTheLease() {
    tell("decide:1", "staff-0320");
    tell("decide:2", "staff-0310");
    Delivery due = world.deliveries.due(List.of(Way.MAIL), 10).getFirst();
    Instant lease = NoticeWorld.NOW.plus(Duration.ofMinutes(3));
    assertThat(world.deliveries.claim(due, lease)).hasSize(1);
    assertThat(world.deliveries.claim(due, lease)).isEmpty();
    world.round();
    assertThat(world.calls).isEmpty();
    world.passes(Duration.ofMinutes(3));
    world.round();
    assertThat(world.calls).hasSize(1);

    world.at("2026-11-16T23:30:00Z");
    Instant later = Instant.parse("2026-11-16T23:33:00Z");
    assertThat(world.deliveries.claimDigest("teams-0310", later)).hasSize(1);
    assertThat(world.deliveries.claimDigest("teams-0310", later)).isEmpty();
  }

  private void tell(String occasion, String... userIds) {
    world.notices.tell(
        List.of(userIds), new Occasion(occasion, "転入届の入力"), "山田さんが決裁をお待ちしています。", PATH);
  }

  private ConnectorCall onlyCall() {
    assertThat(world.calls).hasSize(1);
    return world.calls.getFirst();
  }

  private Delivery waiting() {
    return world.deliveries.in(State.WAITING, 10).getFirst();
  }
}
