package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.engine.Job;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The pages with the whole hub behind them, the sample city and no engine. */
@SpringBootTest(
    properties = {
      "genba.camunda.mode=off",
      "genba.directory.sample-city=true",
      "spring.datasource.url=jdbc:h2:mem:improvement-pages;DB_CLOSE_DELAY=-1"
    })
@AutoConfigureMockMvc
class ImprovementPagesTest {

  private static final AtomicLong KEYS = new AtomicLong(1);

  @Autowired private MockMvc pages;
  @Autowired private ProposalService proposals;
  @Autowired private ImprovementStore improvements;
  @Autowired private TriageWorker triage;
  @Autowired private PrototypeWorker prototype;
  @Autowired private ApprovalWorker approval;
  @Autowired private RolloutWorker rollout;

  @Test
  void aProposalIsTypedIn() throws Exception {
    see("/improvements/new", "staff-0310")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("改善を提案する")))
        .andExpect(content().string(containsString("市民課")))
        .andExpect(content().string(not(containsString("??"))));
    String page =
        pages
            .perform(filled(post("/improvements")).with(user("staff-0310")).with(csrf()))
            .andExpect(status().is3xxRedirection())
            .andExpect(header().string("Location", startsWith("/improvements/")))
            .andExpect(flash().attribute("done", containsString("R")))
            .andReturn()
            .getResponse()
            .getHeader("Location");
    see(page, "chief-0310")
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("転入届の入力を自動化する"),
                        containsString("手間と効果を評価しています"),
                        containsString("取り下げる"),
                        not(containsString("??")))));
    see(page, "staff-0320").andExpect(content().string(not(containsString("withdraw-dialog"))));
    see(page + "?lang=en", "staff-0320")
        .andExpect(content().string(containsString("What happens next")));
  }

  @Test
  void theSameFormIsOneProposalAndAChangedOneAnother() throws Exception {
    String first = sent("token-of-one-form", "証明書の集計を自動化する");

    assertThat(sent("token-of-one-form", "証明書の集計を自動化する")).isEqualTo(first);
    assertThat(sent("token-of-one-form", "証明書の集計をやめる")).isNotEqualTo(first);
  }

  private String sent(String token, String title) throws Exception {
    return pages
        .perform(
            post("/improvements")
                .param("token", token)
                .param("title", title)
                .param("departmentCode", "0310")
                .param("problem", "毎月、手で数えている。")
                .param("kindOfWork", "AGGREGATION")
                .param("dataClass", "INTERNAL")
                .param("casesPerYear", "12")
                .param("minutesPerCase", "60")
                .param("expectedMinutesAfter", "5")
                .with(user("staff-0310"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection())
        .andReturn()
        .getResponse()
        .getHeader("Location");
  }

  @Test
  void wrongFieldsComeBackWithWhatWasTyped() throws Exception {
    pages
        .perform(
            post("/improvements")
                .param("title", "書きかけ")
                .param("departmentCode", "0320")
                .param("casesPerYear", "たくさん")
                .with(user("staff-0310"))
                .with(csrf()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("error-summary"),
                        containsString("value=\"書きかけ\""),
                        containsString("「年間の件数」は数字で入力してください。"),
                        containsString("の所属ではないため"),
                        containsString("href=\"#problem\""))));
  }

  @Test
  void theBoardAndTheListKeepTheirAddress() throws Exception {
    Improvement improvement = propose();
    see("/improvements", "staff-0310")
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("board-column"),
                        containsString(improvement.number()),
                        not(containsString("??")))));
    see("/improvements?view=list&department=0310&q=転入", "staff-0310")
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString(improvement.number()),
                        containsString(
                            "/improvements?view=board&amp;department=0310&amp;q=%E8%BB%A2"))));
    see("/improvements?stage=REJECTED", "staff-0310")
        .andExpect(content().string(containsString("条件に合う改善はありません")));
  }

  @Test
  void aCaseTellsItsWholeStory() throws Exception {
    Improvement improvement = propose();
    Map<String, Object> id = Map.of("improvementId", improvement.id());
    triage.record(job("record-triage", Map.of("triage", City.score()), id));
    prototype.record(job("record-prototype", City.handInForm(improvement, "leader-0310"), id));
    approval.open(
        job(
            "open-approval-stage",
            Map.of("approvalStages", List.of(Map.of("stage", "SECTION_CHIEF", "reason", "課長"))),
            id));
    approval.verify(decision("staff-0310", id));
    approval.verify(decision("chief-0310", id));
    rollout.register(job("register-automation", Map.of(), id));
    rollout.goLive(job("go-live", Map.of(), id));
    see(improvement.path(), "staff-0320")
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("効果測定中"),
                        containsString("自分の提案を決裁できません"),
                        containsString("年100時間を超える"),
                        containsString("data-bpmn-current=\"Timer_Measurement\""),
                        containsString("Task_VerifyDecision"),
                        containsString("自分の課で横展開する"),
                        not(containsString("??")))));
    see(improvement.path() + "/adopt", "staff-0320")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("value=\"転入届の入力を自動化する\"")));
    pages
        .perform(
            filled(post(improvement.path() + "/adoptions"), "0320")
                .with(user("staff-0320"))
                .with(csrf()))
        .andExpect(status().is3xxRedirection());
    assertThat(improvements.childrenOf(improvement.id())).hasSize(1);
    see(improvement.path() + "/model.bpmn", "staff-0320")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("improvement-lifecycle")));
  }

  @Test
  void onlyItsPeopleWithdrawIt() throws Exception {
    Improvement improvement = propose();
    pages
        .perform(post(improvement.path() + "/withdrawal").with(user("staff-0320")).with(csrf()))
        .andExpect(status().isForbidden());
    pages
        .perform(post(improvement.path() + "/withdrawal").with(user("chief-0310")).with(csrf()))
        .andExpect(status().is3xxRedirection())
        .andExpect(flash().attribute("done", containsString(improvement.number())));
    see(improvement.path(), "chief-0310").andExpect(content().string(containsString("取下げ")));
    see("/improvements/none", "chief-0310").andExpect(status().isNotFound());
  }

  private Improvement propose() {
    return proposals.propose("staff-0310", City.form(), Origin.PAGE, null);
  }

  private static Job decision(String by, Map<String, Object> id) {
    return job("verify-decision", Map.of("completedBy", by, "decision", "APPROVE"), id);
  }

  private static Job job(String type, Map<String, ?> variables, Map<String, ?> more) {
    Map<String, Object> all = new HashMap<>(variables);
    all.putAll(more);
    long key = KEYS.getAndIncrement();
    long process = 5_000 + all.get("improvementId").hashCode();
    return new Job(key, type, ModelSteps.PROCESS, process, "Task", 90_000 + key, 3, Map.of(), all);
  }

  private ResultActions see(String path, String userId) throws Exception {
    return pages.perform(get(java.net.URI.create(encoded(path))).with(user(userId)));
  }

  private static String encoded(String path) {
    return path.replace("転入", "%E8%BB%A2%E5%85%A5");
  }

  private static MockHttpServletRequestBuilder filled(MockHttpServletRequestBuilder request) {
    return filled(request, "0310");
  }

  private static MockHttpServletRequestBuilder filled(
      MockHttpServletRequestBuilder request, String department) {
    City.form()
        .forEach(
            (field, value) ->
                request.param(
                    field, field.equals("departmentCode") ? department : value.toString()));
    return request;
  }
}
