package genba.web;

import static org.assertj.core.api.Assertions.assertThat;

import genba.automation.Automations;
import genba.automation.Automations.NewAutomation;
import genba.directory.DataClass;
import genba.gain.GainEntry;
import genba.gain.GainKind;
import genba.gain.GainLedger;
import genba.notice.Notices;
import genba.notice.Notices.Occasion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.ObjectMapper;

/** Something to look at: a few improvements, an automation with a run, gains, work and notices. */
@TestComponent
class CityAtWork {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TITLE = "転入届の電子申請データを自動で登録する";

  @Autowired private Automations automations;
  @Autowired private GainLedger ledger;
  @Autowired private Notices notices;
  @Autowired private TransactionTemplate transactions;
  @Autowired private JdbcClient jdbc;
  @Autowired private Clock clock;

  /** Ids for addresses of pages. */
  record Ids(String improvement, String automation, String run) {}

  Ids begin(String address) throws Exception {
    String improvement = propose(address, "leader-0310", TITLE, "0310", 12_000, 4);
    propose(address, "leader-0310", "証明書の郵送請求を一覧にまとめる", "0310", 2_400, 6);
    propose(address, "leader-0320", "減免申請の受付状況を毎週集計する", "0320", 600, 15);
    return transactions.execute(
        status -> {
          String automation = roll(improvement);
          String run = automations.requestTrialRun(automation, "trial:" + automation);
          saved(improvement, automation);
          notices.tell(
              List.of("leader-0310"),
              "remind:1",
              "決裁の期限が近づいています：" + TITLE,
              "/improvements/" + improvement);
          notices.tell(
              List.of("chief-0310", "chief-0320"),
              new Occasion("escalate:1", TITLE),
              "決裁の期限を過ぎています：" + TITLE,
              "/improvements/" + improvement);
          waits(1, "試作を作って提出する", "/improvements/" + improvement, "leader:0310", -1);
          waits(2, "本番開始の確認をする", "/improvements/" + improvement, "leader:0310", 3);
          return new Ids(improvement, automation, run);
        });
  }

  private String roll(String improvement) {
    return automations
        .register(
            improvement + ":1",
            new NewAutomation(
                improvement,
                "0310",
                "転入届の登録ロボット",
                "RPA",
                "robot-framework",
                "e-application-register",
                DataClass.PERSONAL,
                240,
                30))
        .id();
  }

  private void saved(String improvement, String automation) {
    LocalDate today = LocalDate.now(clock);
    record(improvement, automation, "plan", GainKind.PLANNED, today, 12_000, 2_520_000);
    for (int week = 0; week < 20; week++) {
      LocalDate day = today.minusWeeks(week);
      record(
          improvement, automation, "run-" + week, GainKind.MEASURED, day, 196, 41_160 + 500 * week);
    }
    record(improvement, automation, "hand-1", GainKind.HANDWORK, today, 4, -1_200);
  }

  private void record(
      String improvement,
      String automation,
      String source,
      GainKind kind,
      LocalDate day,
      int items,
      long seconds) {
    ledger.record(
        new GainEntry(
            source,
            kind,
            "0310",
            improvement,
            automation,
            day,
            items,
            seconds,
            0,
            automation,
            "見本"));
  }

  private void waits(long id, String label, String path, String group, int dueInDays) {
    OffsetDateTime now = OffsetDateTime.now(clock);
    jdbc.sql(
            """
            insert into work_item (id, process_instance_key, process_id, element_id, label,
              subject, subject_path, opened_at, due_at)
            values (?, 1, 'improvement-lifecycle', 'Task_BuildPrototype', ?, ?, ?, ?, ?)
            """)
        .params(id, label, TITLE, path, now.minusDays(4), now.plusDays(dueInDays))
        .update();
    jdbc.sql("insert into work_item_group (work_item_id, group_name) values (?, ?)")
        .params(id, group)
        .update();
  }

  private static String propose(
      String address, String userId, String title, String department, int cases, int minutes)
      throws Exception {
    String body =
        """
        {"title": "%s", "departmentCode": "%s", "kindOfWork": "DATA_ENTRY",
         "problem": "電子申請のデータを一件ずつ画面に打ち直しています。",
         "dataClass": "PERSONAL", "casesPerYear": %d, "minutesPerCase": %d,
         "measuredBy": "市民課", "measuredHow": "一週間の実測", "expectedMinutesAfter": 0.5,
         "expectedCostYen": 0, "reachesOtherDepartments": false}
        """
            .formatted(title, department, cases, minutes);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/v1/improvements"))
            .header("Content-Type", "application/json")
            .header("Authorization", "Basic " + base64(userId + ":genba"))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      return JSON.readTree(answer.body()).get("id").asString();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
