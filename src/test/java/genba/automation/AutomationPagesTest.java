package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.automation.Automations.State;
import genba.directory.DataClass;
import genba.engine.WorkItem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;

/** What people and programs see of automations, and what they may do. */
@AutomationHub
class AutomationPagesTest {

  @Autowired private MockMvc mvc;
  @Autowired private AutomationService service;
  @Autowired private RunRequests requests;
  @Autowired private RunRepository runs;
  @Autowired private RunLife life;

  private String automation;

  @BeforeEach
  void automation() {
    automation =
        service
            .register(
                UUID.randomUUID().toString(), AutomationWorld.content("0310", DataClass.PERSONAL))
            .id();
    service.goLive(automation);
  }

  @Test
  void theListIsFilteredByTheAddress() throws Exception {
    mvc.perform(get("/automations").param("department", "0310").with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("電子申請の転記")))
        .andExpect(content().string(containsString("稼働中")));
    mvc.perform(
            get("/automations")
                .param("department", "0990")
                .param("state", "RETIRED")
                .with(user("staff-0310")))
        .andExpect(content().string(containsString("表示する自動化はありません")));
    mvc.perform(get("/automations").param("lang", "en").with(user("staff-0310")))
        .andExpect(content().string(containsString("Success rate")));
  }

  @Test
  void everybodySeesAnAutomationButOnlyItsPeopleSeeTheButtons() throws Exception {
    String run = "/automations/" + automation + "/run";
    String pause = "/automations/" + automation + "/pause";
    page("leader-0310").andExpect(content().string(containsString(run)));
    page("leader-0310").andExpect(content().string(containsString(pause)));
    page("chief-03").andExpect(content().string(containsString(pause)));
    page("staff-0310").andExpect(content().string(containsString(run)));
    page("staff-0310").andExpect(content().string(not(containsString(pause))));
    page("staff-0990").andExpect(content().string(not(containsString(run))));
  }

  private org.springframework.test.web.servlet.ResultActions page(String user) throws Exception {
    return mvc.perform(get("/automations/" + automation).with(user(user)))
        .andExpect(status().isOk());
  }

  @Test
  void aClickStartsARunAndTheSameClickOnlyOne() throws Exception {
    for (int click = 0; click < 2; click++) {
      mvc.perform(
              post("/automations/{id}/run", automation)
                  .param("key", "form-1")
                  .with(user("staff-0310"))
                  .with(csrf()))
          .andExpect(redirectedUrlPattern("/runs/*"));
    }
    assertThat(requests.ofAutomation(automation, 10)).hasSize(1);
    mvc.perform(
            post("/automations/{id}/run", automation)
                .param("key", "form-2")
                .with(user("staff-0310"))
                .with(csrf()))
        .andExpect(redirectedUrl("/automations/" + automation));
  }

  @Test
  void strangersAreRefused() throws Exception {
    String run = requests.manual(automation, "staff-0310", "1").id();
    for (String path :
        List.of(
            "/automations/" + automation + "/run?key=1",
            "/automations/" + automation + "/pause",
            "/automations/" + automation + "/retire",
            "/automations/" + automation + "/schedule?days=EVERY_DAY&times=02:00",
            "/runs/" + run + "/cancel")) {
      mvc.perform(post(path).with(user("staff-0990")).with(csrf()))
          .andExpect(status().isForbidden());
    }
    mvc.perform(get("/runs/nothing").with(user("staff-0310"))).andExpect(status().isNotFound());
    assertThat(requests.find(run).orElseThrow().state()).isEqualTo(RunState.REQUESTED);
  }

  @Test
  void itsPeoplePauseResumeAndRetireIt() throws Exception {
    change("pause");
    assertThat(service.find(automation).orElseThrow().state()).isEqualTo(State.PAUSED);
    change("resume");
    change("retire");
    assertThat(service.find(automation).orElseThrow().state()).isEqualTo(State.RETIRED);
  }

  private void change(String what) throws Exception {
    mvc.perform(
            post("/automations/" + automation + "/" + what).with(user("leader-0310")).with(csrf()))
        .andExpect(redirectedUrl("/automations/" + automation));
  }

  @Test
  void aRunsPageFollowsIt() throws Exception {
    String run = requests.manual(automation, "staff-0310", "1").id();
    String page =
        mvc.perform(get("/runs/" + run).with(user("staff-0310")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    String live = page.replaceAll("(?s).*hx-get=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
    assertThat(page).contains("実行を中止").contains("受付済み");
    mvc.perform(get(live).with(user("staff-0310"))).andExpect(status().isNoContent());

    runs.attemptStart(run, 0, 4711);
    life.begin(runs.find(run).orElseThrow(), null, null);
    mvc.perform(get(live).with(user("staff-0310")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("実行待ち")))
        .andExpect(content().string(containsString("hx-swap-oob")))
        .andExpect(content().string(not(containsString("<html"))));
  }

  @Test
  void aRunsPageTellsItsPeopleWhatIsLeftAndWhoWaits() throws Exception {
    String run = requests.manual(automation, "staff-0310", "1").id();
    runs.attemptStart(run, 0, 4711);
    RunRow row = runs.find(run).orElseThrow();
    life.end(
        row,
        RunState.SUCCEEDED,
        new BotReport(RunState.SUCCEEDED, 190, 1, 0, "suite passed", null, null),
        null,
        RunEvent.HUB,
        false);
    runs.settle(run, Instant.now());
    AutomationHub.Surroundings.WAITING.add(
        new WorkItem(
            7,
            4711,
            "run-bot",
            "Task_HandleByHand",
            "残りを手作業で片付ける",
            "電子申請の転記",
            "/runs/" + run,
            List.of("staff:0310"),
            Instant.now(),
            Instant.now()));

    mvc.perform(get("/runs/" + run).with(user("staff-0310")))
        .andExpect(content().string(containsString("生年月日が読めない")))
        .andExpect(content().string(not(containsString("R8-0001"))))
        .andExpect(content().string(containsString("suite passed")))
        .andExpect(content().string(containsString("/work/7")))
        .andExpect(content().string(containsString("市民課の職員")))
        .andExpect(content().string(not(containsString("/live?"))));
    mvc.perform(get("/runs/" + run).with(user("staff-0990")))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("生年月日が読めない"))))
        .andExpect(content().string(not(containsString("suite passed"))));
  }

  @Test
  void aPersonStopsARunThatHasNotBegun() throws Exception {
    String run = requests.manual(automation, "staff-0310", "1").id();
    mvc.perform(post("/runs/" + run + "/cancel").with(user("staff-0310")).with(csrf()))
        .andExpect(redirectedUrl("/runs/" + run));
    assertThat(requests.find(run).orElseThrow().state()).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void programsAskForARunUnderTheirKey() throws Exception {
    String first = ask("a", "{\"input\":{\"EXPORT\":\"a.csv\"}}");
    assertThat(ask("a", "{\"input\":{\"EXPORT\":\"a.csv\"}}")).isEqualTo(first);
    mvc.perform(get("/api/v1/runs/" + first).with(user("staff-0990")))
        .andExpect(jsonPath("$.state").value("REQUESTED"))
        .andExpect(jsonPath("$.trigger").value("API"));
    mvc.perform(get("/api/v1/automations/" + automation).with(user("staff-0990")))
        .andExpect(jsonPath("$.name").value("電子申請の転記"))
        .andExpect(jsonPath("$.lastRun.id").value(first));
    mvc.perform(get("/api/v1/automations").param("department", "0310").with(user("staff-0990")))
        .andExpect(jsonPath("$[0].departmentCode").value("0310"));
    mvc.perform(get("/api/v1/automations/" + automation + "/runs").with(user("staff-0990")))
        .andExpect(jsonPath("$.length()").value(1));
  }

  private String ask(String key, String body) throws Exception {
    String location =
        mvc.perform(
                post("/api/v1/automations/{id}/runs", automation)
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body)
                    .with(user("digital-0130"))
                    .with(csrf()))
            .andExpect(status().isAccepted())
            .andExpect(header().exists("Location"))
            .andReturn()
            .getResponse()
            .getHeader("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @Test
  void programsHearOfRefusalsAsProblems() throws Exception {
    mvc.perform(
            post("/api/v1/automations/{id}/runs", automation)
                .header("Idempotency-Key", "a")
                .header("Accept-Language", "en")
                .with(user("staff-0990"))
                .with(csrf()))
        .andExpect(status().isForbidden())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.detail").value(containsString("Only staff of 市民課")));
    mvc.perform(get("/api/v1/runs/nothing").with(user("staff-0990")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.detail").value("実行「nothing」は見つかりません。"));
    service.pause(automation, "leader-0310");
    mvc.perform(
            post("/api/v1/automations/{id}/runs", automation)
                .header("Idempotency-Key", "a")
                .header("Accept-Language", "en")
                .with(user("leader-0310"))
                .with(csrf()))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail").value(containsString("\"Paused\"")));
  }
}
