package genba.automation;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.automation.Automations.NewAutomation;
import genba.directory.DataClass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What people see of runs that wait: for a place, for a robot to begin, for word of a start. */
@AutomationHub
class WaitingPagesTest {

  @Autowired private MockMvc mvc;
  @Autowired private AutomationService service;
  @Autowired private RunRequests requests;
  @Autowired private RunRepository runs;
  @Autowired private RunLooks looks;
  @Autowired private RunQueue queue;
  @Autowired private RunLife life;

  private String automation;
  private String bot;

  @BeforeEach
  void automationWithABotOfItsOwn() {
    String improvement = UUID.randomUUID().toString();
    bot = "bot-" + improvement;
    automation =
        service
            .register(
                improvement,
                new NewAutomation(
                    improvement,
                    "0310",
                    "電子申請の転記",
                    "RPA",
                    "robot-framework",
                    bot,
                    DataClass.PERSONAL,
                    300,
                    20))
            .id();
    service.goLive(automation);
  }

  @Test
  void whoWaitsForABotAndWhyIsSaid() throws Exception {
    queue.take(row(request("1")), 4711);
    String second = request("2");
    queue.take(row(second), 4712);

    page("/runs/" + second)
        .andExpect(content().string(containsString("順番を待っています（1番目）")))
        .andExpect(content().string(containsString(bot)));
    page("/automations/" + automation)
        .andExpect(content().string(containsString("順番待ち")))
        .andExpect(content().string(containsString("/runs/" + second)));
  }

  @Test
  void itsPeopleSetThePriority() throws Exception {
    mvc.perform(
            post("/automations/" + automation + "/priority")
                .param("priority", "HIGH")
                .with(csrf())
                .with(user("leader-0310")))
        .andExpect(redirectedUrl("/automations/" + automation));
    page("/automations/" + automation).andExpect(content().string(containsString("優先度を「高い」に変更")));
    page("/runs/" + request("1")).andExpect(content().string(containsString("高い")));
    mvc.perform(
            post("/automations/" + automation + "/priority")
                .param("priority", "LOW")
                .with(csrf())
                .with(user("staff-0310")))
        .andExpect(status().isForbidden());
  }

  @Test
  void aRunThatTheSystemHasAndDoesNotBeginShowsWhatToLookAt() throws Exception {
    String run = begun();
    page("/runs/" + run).andExpect(content().string(not(containsString("まだ始まっていません"))));
    looks.pending(run, Instant.now().minus(1, ChronoUnit.HOURS));

    page("/runs/" + run)
        .andExpect(content().string(containsString("まだ始まっていません")))
        .andExpect(content().string(containsString("手作業に回ります")));
  }

  @Test
  void aStartNobodyAnsweredIsSpokenOf() throws Exception {
    String run = begun();
    looks.markUnclear(run, Instant.now());

    page("/runs/" + run).andExpect(content().string(containsString("開始の返事がありません")));
  }

  private String begun() {
    String run = request("1");
    life.begin(row(run), null, "job-1");
    return run;
  }

  private String request(String key) {
    return requests.api(automation, "digital-0130", key, Map.of(), null).id();
  }

  private RunRow row(String run) {
    return runs.find(run).orElseThrow();
  }

  private ResultActions page(String path) throws Exception {
    return mvc.perform(get(path).with(user("leader-0310"))).andExpect(status().isOk());
  }
}
