package genba.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.testing.TestDatabase;
import java.security.Principal;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class ImprovementsApiTest {

  private static final String PROPOSAL =
      """
      {"title": "転入届の入力を自動化する", "departmentCode": "0310", "problem": "手で入力している。",
       "kindOfWork": "DATA_ENTRY", "dataClass": "PERSONAL", "casesPerYear": 2400,
       "minutesPerCase": 3, "expectedMinutesAfter": 0.5, "expectedCostYen": 0}
      """;

  private static final String HAND_IN =
      """
      {"link": "https://make.powerapps.example/app/1", "environment": "TEST", "trialCases": 20,
       "trialMinutesPerCase": 0.5}
      """;

  private final City city = new City(TestDatabase.H2);
  private final MockMvc api =
      MockMvcBuilders.standaloneSetup(
              new ImprovementsApi(
                  city.proposals,
                  city.withdrawals,
                  city.search,
                  city.files,
                  city.groups,
                  new ImprovementJsonWriter(city.texts, City.CLOCK),
                  City.CLOCK),
              new PrototypesApi(
                  city.prototypeService, new ImprovementJsonWriter(city.texts, City.CLOCK)))
          .setControllerAdvice(new ImprovementProblems(city.texts))
          .build();

  @Test
  void aProposalIsCreatedOnce() throws Exception {
    String location =
        api.perform(propose(PROPOSAL, "staff-0310").header("Idempotency-Key", "k"))
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.number", is("R8-0001")))
            .andExpect(jsonPath("$.stage.name", is("提案")))
            .andExpect(jsonPath("$.department.name", is("市民課")))
            .andExpect(jsonPath("$.plannedHoursPerYear", is(100.0)))
            .andExpect(jsonPath("$.timeline[0].kind.code", is("PROPOSED")))
            .andReturn()
            .getResponse()
            .getHeader("Location");
    api.perform(propose(PROPOSAL, "staff-0310").header("Idempotency-Key", "k"))
        .andExpect(status().isCreated())
        .andExpect(header().string("Location", location));
    api.perform(
            propose(PROPOSAL.replace("転入届", "転出届"), "staff-0310").header("Idempotency-Key", "k"))
        .andExpect(status().isConflict());
    api.perform(as(get(location), "staff-0320"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.proposer.userId", is("staff-0310")));
  }

  @Test
  void everyWrongFieldIsNamedInTheCallersLanguage() throws Exception {
    String wrong = "{\"title\": \"\", \"departmentCode\": \"0310\", \"casesPerYear\": \"many\"}";
    api.perform(propose(wrong, "staff-0310"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(
            jsonPath(
                "$.errors[*].field",
                contains(
                    "title",
                    "problem",
                    "kindOfWork",
                    "dataClass",
                    "casesPerYear",
                    "minutesPerCase",
                    "expectedMinutesAfter")))
        .andExpect(jsonPath("$.errors[0].message", is("「件名」を入力してください。")));
    api.perform(propose(wrong, "staff-0310").locale(Locale.ENGLISH))
        .andExpect(jsonPath("$.errors[4].message", is("\"Cases per year\" must be a number.")));
  }

  @Test
  void oneListsThemWithFilters() throws Exception {
    city.proposed("staff-0310");
    Improvement triaged = city.triaged("leader-0310");
    api.perform(list("?department=0310&size=1"))
        .andExpect(jsonPath("$.total", is(2)))
        .andExpect(jsonPath("$.pages", is(2)))
        .andExpect(jsonPath("$.items", hasSize(1)));
    api.perform(list("?stage=PROTOTYPING"))
        .andExpect(jsonPath("$.items[*].id", contains(triaged.id())));
    api.perform(list("?q=転入")).andExpect(jsonPath("$.total", is(2)));
    api.perform(list("?q=r8-0001")).andExpect(jsonPath("$.total", is(1)));
    api.perform(list("?q=100%")).andExpect(jsonPath("$.total", is(0)));
    api.perform(list("?department=0320")).andExpect(jsonPath("$.total", is(0)));
    api.perform(list("?stage=COOKING&size=0"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.errors[*].field", contains("stage", "size")));
  }

  @Test
  void mineIsWhatIProposedSupportOrBuild() throws Exception {
    Improvement own = city.proposed("staff-0310");
    Improvement others = city.proposed("chief-0310");
    api.perform(list("?mine=true"))
        .andExpect(jsonPath("$.items[*].id", contains(own.id())))
        .andExpect(jsonPath("$.total", is(1)));
    api.perform(as(get("/api/v1/improvements?mine=true"), "leader-0310"))
        .andExpect(jsonPath("$.items[*].id", containsInAnyOrder(own.id(), others.id())));
    api.perform(as(get("/api/v1/improvements?mine=true"), "staff-0320"))
        .andExpect(jsonPath("$.total", is(0)));
    city.improvements.setSupporter(others.id(), "staff-0320");
    api.perform(as(get("/api/v1/improvements?mine=true"), "staff-0320"))
        .andExpect(jsonPath("$.items[*].id", contains(others.id())));
  }

  @Test
  void aPrototypeIsHandedInOnceAndItsProcessHearsOfIt() throws Exception {
    Improvement improvement = city.triaged("staff-0310");
    city.improvements.attach(improvement.id(), 77);
    api.perform(handIn(improvement, HAND_IN, "leader-0310"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", is("この案件は、いま試作の報告を待っていません。")));
    city.workList.open.add(City.item("Task_BuildPrototype"));
    api.perform(handIn(improvement, HAND_IN, "staff-0310")).andExpect(status().isForbidden());
    api.perform(handIn(improvement, "{\"trialCases\": \"0\"}", "leader-0310"))
        .andExpect(status().isUnprocessableContent())
        .andExpect(
            jsonPath(
                "$.errors[*].field",
                contains("link", "environment", "trialCases", "trialMinutesPerCase")))
        .andExpect(
            jsonPath(
                "$.errors[0].message", is("「成果物のリンク」は http:// または https:// で始まるアドレスを入力してください。")));
    api.perform(handIn(improvement, HAND_IN, "leader-0310").header("Idempotency-Key", "k"))
        .andExpect(status().isCreated())
        .andExpect(header().string("Location", "/api/v1/improvements/" + improvement.id()))
        .andExpect(jsonPath("$.version", is(1)))
        .andExpect(jsonPath("$.builtBy.userId", is("leader-0310")));
    city.workList.open.clear();
    api.perform(handIn(improvement, HAND_IN, "leader-0310").header("Idempotency-Key", "k"))
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.version", is(1)));
    api.perform(
            handIn(improvement, HAND_IN.replace("/app/1", "/app/2"), "leader-0310")
                .header("Idempotency-Key", "k"))
        .andExpect(status().isConflict());

    assertThat(city.workList.closed).containsExactly(77L);
    assertThat(city.now(improvement).stage()).isEqualTo(Stage.IN_APPROVAL);
    assertThat(city.published)
        .filteredOn(message -> message.name().equals("prototype-handed-in"))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.correlationKey()).isEqualTo(improvement.id());
              assertThat(message.variables())
                  .containsEntry("completedBy", "leader-0310")
                  .containsEntry("handInId", message.messageId());
            });
  }

  @Test
  void refusedAttemptsAndScoresAreThere() throws Exception {
    Improvement improvement = city.triaged("staff-0310");
    city.handIn(improvement, "leader-0310");
    city.open(improvement, 0, "SECTION_CHIEF");
    city.decide(improvement, 0, "staff-0320", "APPROVE");
    api.perform(list("/" + improvement.id()))
        .andExpect(jsonPath("$.decisions[0].counted", is(false)))
        .andExpect(jsonPath("$.decisions[0].refusal", is("NOT_ENTITLED")))
        .andExpect(jsonPath("$.score.benefitTerms[0].reason", is("年100時間を超える")))
        .andExpect(jsonPath("$.prototypes[0].version", is(1)))
        .andExpect(jsonPath("$.timeline[-1:].detail", contains(endsWith("決裁をやり直してください。"))));
  }

  @Test
  void onlyItsPeopleWithdrawIt() throws Exception {
    Improvement improvement = city.triaged("staff-0310");
    String path = "/api/v1/improvements/" + improvement.id() + "/withdrawal";
    api.perform(as(post(path), "leader-0310"))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail", containsString("提案者か所属の課長")));
    api.perform(
            as(post(path), "chief-0310")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"reason\": \"重複\"}"))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.stage.code", is("WITHDRAWN")));
    api.perform(as(post("/api/v1/improvements/none/withdrawal"), "chief-0310"))
        .andExpect(status().isNotFound());
  }

  @Test
  void whatIsNotInUseCannotBeAdopted() throws Exception {
    Improvement improvement = city.triaged("staff-0310");
    api.perform(
            as(post("/api/v1/improvements/" + improvement.id() + "/adoptions"), "staff-0320")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .andExpect(status().isConflict());
  }

  private static MockHttpServletRequestBuilder propose(String body, String userId) {
    return as(post("/api/v1/improvements"), userId)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  private static MockHttpServletRequestBuilder handIn(
      Improvement improvement, String body, String userId) {
    return as(post("/api/v1/improvements/" + improvement.id() + "/prototypes"), userId)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  private static MockHttpServletRequestBuilder list(String query) {
    return as(get("/api/v1/improvements" + query), "staff-0310");
  }

  private static MockHttpServletRequestBuilder as(
      MockHttpServletRequestBuilder request, String userId) {
    Principal who = () -> userId;
    return request.principal(who).locale(Locale.JAPANESE);
  }
}
