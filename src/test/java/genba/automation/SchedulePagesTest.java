package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import genba.automation.ScheduleRepository.Event;
import genba.automation.ScheduleRepository.Outage;
import genba.automation.ScheduleRepository.Outcome;
import genba.automation.ScheduleRepository.Reason;
import genba.directory.DataClass;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/**
 * How people and programs set when an automation runs by itself, and how they see what came of it.
 */
@AutomationHub
class SchedulePagesTest {

  @Autowired private MockMvc mvc;
  @Autowired private AutomationService service;
  @Autowired private ScheduleRepository events;

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

  private ResultActions send(String query) throws Exception {
    return mvc.perform(
        post("/automations/" + automation + "/schedule?" + query)
            .with(user("leader-0310"))
            .with(csrf()));
  }

  private ResultActions page(String path, String user) throws Exception {
    return mvc.perform(get("/automations/" + automation + path).with(user(user)));
  }

  @Test
  void aLeaderSetsItAndEverybodyReadsIt() throws Exception {
    page("", "leader-0310").andExpect(content().string(containsString("定時実行を設定する")));
    page("/schedule", "leader-0310")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("閉庁日に当たる場合")));
    send("times=9:00 13時&days=DAY_OF_MONTH&dayOfMonth=25&dayOff=PREVIOUS&missed=ONCE_WITHIN"
            + "&missedHours=6&from=2026-04-01")
        .andExpect(redirectedUrl("/automations/" + automation));
    page("", "staff-0990")
        .andExpect(
            content().string(containsString("毎月25日 09:00・13:00（閉庁日に当たる場合は前の開庁日）、2026年4月1日（水）から")))
        .andExpect(content().string(containsString("次の実行予定")))
        .andExpect(content().string(containsString("6時間以内に復旧すれば1回だけ実行")))
        .andExpect(content().string(not(containsString("定時実行を変更する"))));
    page("/schedule", "leader-0310")
        .andExpect(content().string(containsString("value=\"09:00 13:00\"")))
        .andExpect(content().string(containsString("定時実行をやめる")));
    mvc.perform(get("/automations").with(user("staff-0990")))
        .andExpect(content().string(containsString("毎月25日 09:00・13:00")));
    page("?lang=en", "staff-0990")
        .andExpect(
            content()
                .string(
                    containsString(
                        "Day 25 of each month at 09:00, 13:00 (a day off moves it to the working"
                            + " day before)")));
    send("action=stop").andExpect(redirectedUrl("/automations/" + automation));
    page("?lang=ja", "staff-0990").andExpect(content().string(containsString("定時実行はありません")));
  }

  @Test
  void othersMayNotSetIt() throws Exception {
    page("/schedule", "staff-0310").andExpect(status().isForbidden());
    mvc.perform(
            post("/automations/" + automation + "/schedule?times=9:00&days=EVERY_DAY")
                .with(user("staff-0310"))
                .with(csrf()))
        .andExpect(status().isForbidden());
  }

  @Test
  void whatIsWrongIsSaidAtItsField() throws Exception {
    send("times=soon&days=WEEKDAYS&missed=ONCE_WITHIN&missedHours=x&from=2026-05-02&until=2026-05-01")
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("開始時刻「soon」は「9:00」の形式で入力してください。")))
        .andExpect(content().string(containsString("href=\"#weekdays\"")))
        .andExpect(content().string(containsString("曜日を1つ以上選択してください。")))
        .andExpect(content().string(containsString("1から72までの数を入力してください。")))
        .andExpect(content().string(containsString("終了日は開始日以後の日付にしてください。")))
        .andExpect(content().string(containsString("value=\"soon\"")));
    send("times=&days=WORKING_DAY_OF_MONTH&workingDay=24&from=tomorrow")
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("href=\"#workingDay\"")))
        .andExpect(content().string(containsString("開始時刻を1つ以上、12個以内で入力してください。")));
    send("times=9:00&days=YEARLY&month=5&day=3&dayOff=SKIP")
        .andExpect(status().isUnprocessableContent())
        .andExpect(content().string(containsString("この設定では実行される日がありません")));
    assertThat(service.automation(automation).schedule()).isNull();
  }

  @Test
  void theDatesAreShownWhileItIsTyped() throws Exception {
    page("/schedule/preview?times=9:00&days=YEARLY&month=5&day=3&dayOff=NEXT", "leader-0310")
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("毎年5月3日 09:00")))
        .andExpect(content().string(containsString("（木）9:00")))
        .andExpect(content().string(containsString("が閉庁日のため）")))
        .andExpect(content().string(not(containsString("<html"))));
    page("/schedule/preview?times=&days=EVERY_DAY", "leader-0310")
        .andExpect(content().string(containsString("開始時刻を1つ以上")));
  }

  @Test
  void thePageSaysWhyATimeDidNotStartARun() throws Exception {
    Instant due = Instant.parse("2026-05-06T17:00:00Z");
    events.note(
        automation,
        new Event(
            due,
            LocalDate.of(2026, 5, 5),
            due,
            Outcome.MISSED,
            Reason.DOWN,
            "",
            null,
            new Outage(due.minusSeconds(600), due.plusSeconds(36000))));
    page("", "staff-0990")
        .andExpect(content().string(containsString("2026年5月7日（木）2:00")))
        .andExpect(
            content()
                .string(
                    containsString(
                        "システムが止まっていたため実行できませんでした。"
                            + "停止していた間：5月7日（木）1:50～5月7日（木）12:00。（2026年5月5日（火）が閉庁日のため）")));
    mvc.perform(get("/api/v1/automations/" + automation + "/schedule").with(user("staff-0990")))
        .andExpect(jsonPath("$.pastTimes[0].outcome").value("MISSED"))
        .andExpect(jsonPath("$.pastTimes[0].reason").value("DOWN"))
        .andExpect(jsonPath("$.pastTimes[0].downFrom").value("2026-05-06T16:50:00Z"));
  }

  @Test
  void programsSetItToo() throws Exception {
    String path = "/api/v1/automations/" + automation + "/schedule";
    mvc.perform(
            put(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"times": ["09:00"], "days": "LAST_WORKING_DAY", "missed": "EACH"}
                    """)
                .with(user("digital-0130"))
                .with(csrf()))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.text").value("毎月最後の開庁日 09:00"))
        .andExpect(jsonPath("$.nextRuns.length()").value(5));
    mvc.perform(get("/api/v1/automations/" + automation).with(user("staff-0990")))
        .andExpect(jsonPath("$.schedule.days").value("LAST_WORKING_DAY"))
        .andExpect(jsonPath("$.schedule.missed").value("EACH"));
    mvc.perform(
            put(path)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"times\": [\"25:00\"], \"days\": \"EVERY_DAY\"}")
                .with(user("digital-0130"))
                .with(csrf()))
        .andExpect(status().isUnprocessableContent())
        .andExpect(jsonPath("$.detail").value(containsString("25:00")));
    mvc.perform(delete(path).with(user("staff-0990")).with(csrf()))
        .andExpect(status().isForbidden());
    mvc.perform(delete(path).with(user("digital-0130")).with(csrf()))
        .andExpect(status().isNoContent());
    assertThat(service.automation(automation).schedule()).isNull();
  }
}
