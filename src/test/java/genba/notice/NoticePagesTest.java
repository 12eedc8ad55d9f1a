package genba.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import genba.connector.stub.TeamsStub;
import genba.notice.Delivery.State;
import genba.notice.Notices.Occasion;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Notices from the hub to a channel and a mail server, and the pages around them. */
@SpringBootTest(
    properties = {
      "genba.camunda.mode=off",
      "genba.directory.sample-city=true",
      "genba.address=https://genba.city.example",
      "genba.notice.look-every=100ms",
      "genba.notice.mail=mail",
      "genba.notice.channels.0310=teams-0310",
      "genba.notice.channels.0510=teams-gone",
      "genba.connector.connections.teams-0310.system=teams",
      "genba.connector.connections.mail.host=localhost",
      "genba.connector.connections.mail.encryption=none",
      "genba.connector.connections.mail.from=Genba <genba@city.example>",
      "spring.datasource.url=jdbc:h2:mem:notice-pages;DB_CLOSE_DELAY=-1"
    })
@AutoConfigureMockMvc
class NoticePagesTest {

  private static final TeamsStub TEAMS = new TeamsStub();
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));

  @Autowired private MockMvc pages;
  @Autowired private Notices notices;
  @Autowired private Deliveries deliveries;

  @DynamicPropertySource
  static void outside(DynamicPropertyRegistry registry) {
    MAIL.start();
    String teams = "genba.connector.connections.teams-0310.";
    TEAMS.connection().forEach((name, value) -> registry.add(teams + name, () -> value));
    registry.add(
        "genba.connector.connections.mail.port", () -> String.valueOf(MAIL.getSmtp().getPort()));
  }

  @AfterAll
  static void close() {
    TEAMS.close();
    MAIL.stop();
  }

  @Test
  void anUrgentNoticeReachesTheChannelAndTheMailbox() throws Exception {
    notices.tell(
        List.of("chief-0310", "staff-0320"),
        new Occasion("escalate:e2e", "転入届の入力を自動にする"),
        "丸山さんが決裁をお待ちしています。",
        "/improvements/e2e");
    await().untilAsserted(() -> assertThat(TEAMS.texts()).contains("決裁の期限超過：転入届の入力を自動にする"));
    await().untilAsserted(() -> assertThat(MAIL.getReceivedMessages()).hasSize(1));
    assertThat(TEAMS.cards().toString())
        .contains("https://genba.city.example/improvements/e2e")
        .doesNotContain("丸山");
    assertThat(MAIL.getReceivedMessages()[0].getSubject()).isEqualTo("【Genba】決裁の期限超過：転入届の入力を自動にする");
    assertThat(MAIL.getReceivedMessages()[0].getContent().toString()).contains("丸山さん");
  }

  @Test
  void peopleChooseHowTheyAreTold() throws Exception {
    see("/notices", "staff-0310").andExpect(content().string(containsString("お知らせの受け取り方")));
    see("/notices/settings", "staff-0310")
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("メールで、そのつど受け取る（staff-0310@example.jp）"),
                        containsString("Teams の「市民課」のチャネルで、1日1回"),
                        not(containsString("お知らせの配信状況")),
                        not(containsString("??")))));
    see("/notices/settings", "staff-0320")
        .andExpect(content().string(not(containsString("のチャネルで"))));
    pages
        .perform(
            post("/notices/settings")
                .param("preference", "HUB")
                .with(user("staff-0310"))
                .with(csrf()))
        .andExpect(redirectedUrl("/notices/settings"));
    see("/notices/settings", "staff-0310")
        .andExpect(content().string(containsString("value=\"HUB\" checked=\"checked\"")));
    pages
        .perform(
            post("/notices/settings")
                .param("preference", "TEAMS")
                .with(user("staff-0320"))
                .with(csrf()))
        .andExpect(status().isConflict());
    see("/notices/settings?lang=en", "staff-0320")
        .andExpect(content().string(containsString("How I am told")));
  }

  @Test
  void theDigitalOfficeSeesWhatDidNotArriveAndSendsItAgain() throws Exception {
    notices.tell(
        List.of("chief-0510"),
        new Occasion("escalate:gone", "消えたチャネル"),
        "本文",
        "/improvements/gone");
    await()
        .untilAsserted(
            () ->
                assertThat(deliveries.in(State.WAITING, 10))
                    .extracting(Delivery::problem)
                    .anyMatch(problem -> problem.contains("接続の設定を確かめてください")));
    Delivery gone = deliveries.in(State.WAITING, 10).getFirst();
    see("/notices/deliveries", "digital-0130")
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("決裁の期限超過：消えたチャネル"),
                        containsString("teams-gone"),
                        containsString("接続の設定を確かめてください"),
                        not(containsString("??")))));
    deliveries.failed(List.of(gone.id()), "試しに");
    see("/notices/deliveries", "digital-0130")
        .andExpect(content().string(containsString("/notices/deliveries/" + gone.id() + "/again")));
    again(gone.id(), "leader-0310").andExpect(status().isForbidden());
    again(gone.id(), "digital-0130").andExpect(redirectedUrl("/notices/deliveries"));
    again("none", "digital-0130").andExpect(status().isConflict());
    pages
        .perform(get("/notices/deliveries").with(user("leader-0310")))
        .andExpect(status().isForbidden());
  }

  private ResultActions again(String id, String userId) throws Exception {
    return pages.perform(
        post("/notices/deliveries/" + id + "/again").with(user(userId)).with(csrf()));
  }

  private ResultActions see(String path, String userId) throws Exception {
    return pages.perform(get(path).with(user(userId))).andExpect(status().isOk());
  }

  private static org.awaitility.core.ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1));
  }
}
