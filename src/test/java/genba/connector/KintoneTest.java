package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.stub.KintoneStub;
import genba.connector.stub.VendorStub.Fault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A record's life in kintone over a real network. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false",
      "genba.connector.connections.wrong-token.system=kintone",
      "genba.connector.connections.wrong-token.app=17",
      "genba.connector.connections.wrong-token.apiToken=example-wrong"
    })
class KintoneTest {

  private static final KintoneStub STUB = new KintoneStub();

  private final String reference = "run-" + UUID.randomUUID();
  private final String receipt = "R8-" + UUID.randomUUID();

  @Autowired ConnectorGateway gateway;

  @DynamicPropertySource
  static void connection(DynamicPropertyRegistry registry) {
    STUB.connection()
        .forEach(
            (name, value) ->
                registry.add("genba.connector.connections.kintone." + name, () -> value));
    registry.add("genba.connector.connections.wrong-token.address", STUB::address);
  }

  @AfterAll
  static void close() {
    STUB.close();
  }

  @Test
  void aRecordIsAddedReadChangedAndMovedOn() {
    String id = text(output(add()), "id");

    assertThat(output(call("set-status", Map.of("id", id, "action", "処理を開始する"))))
        .containsEntry("revision", "3");
    assertThat(
            output(
                call(
                    "update-record",
                    Map.of(
                        "keyField",
                        "receipt_number",
                        "keyValue",
                        receipt,
                        "record",
                        Map.of("result", "登録済"),
                        "revision",
                        "3"))))
        .containsEntry("revision", "4");
    assertThat(
            output(
                call("get-record", Map.of("id", id, "fields", List.of("ステータス", "result", "none")))))
        .containsEntry("record", Map.of("ステータス", "処理中", "result", "登録済"));
    assertThat(
            output(
                call(
                    "get-records",
                    Map.of(
                        "query",
                        "receipt_number = \"" + receipt + "\"",
                        "fields",
                        List.of("result")))))
        .hasEntrySatisfying("totalCount", count -> assertThat(count).hasToString("1"));
  }

  @Test
  void anAddWhoseAnswerWasLostAddsNothingTheSecondTime() {
    int before = STUB.records();
    // The gateway asks once more by itself: both answers are lost.
    STUB.inject(Fault.BAD_GATEWAY_THOUGH_STARTED, "POST /k/v1/record.json", 2);

    assertThat(add()).isInstanceOf(RetryLater.class);
    assertThat(output(add())).containsKeys("id", "revision");
    assertThat(STUB.records()).isEqualTo(before + 1);
  }

  @Test
  void whatSomebodyElseChangedIsLeftAlone() {
    String id = text(output(add()), "id");
    call("update-record", Map.of("id", id, "record", Map.of("result", "確認中")));

    assertThat(
            call(
                "update-record",
                Map.of("id", id, "record", Map.of("result", "登録済"), "revision", "1")))
        .isInstanceOfSatisfying(
            Rejected.class, no -> assertThat(no.code()).isEqualTo("REVISION_CONFLICT"));
  }

  @Test
  void anUpsertAddsThenChanges() {
    Map<String, Object> upsert =
        Map.of(
            "keyField", "receipt_number", "keyValue", receipt, "record", Map.of("result", "登録済"));

    assertThat(output(call("upsert-record", upsert))).containsEntry("operation", "INSERT");
    assertThat(output(call("upsert-record", upsert))).containsEntry("operation", "UPDATE");
  }

  @Test
  void aWrongValueNamesTheFieldAndNotTheValue() {
    assertThat(call("add-record", Map.of("record", Map.of("区分", "見本 太郎"))))
        .isInstanceOfSatisfying(
            Rejected.class,
            no -> {
              assertThat(no.code()).isEqualTo("CB_VA01");
              assertThat(no.message()).contains("区分").doesNotContain("見本");
            });
  }

  @Test
  void anUnknownActionOrRecordIsRejectedAndAWrongTokenAnOperatorsMatter() {
    String id = text(output(add()), "id");
    assertThat(call("set-status", Map.of("id", id, "action", "完了する")))
        .isInstanceOfSatisfying(Rejected.class, no -> assertThat(no.code()).isEqualTo("GAIA_IL03"));
    assertThat(call("get-record", Map.of("id", "9999")))
        .isInstanceOfSatisfying(Rejected.class, no -> assertThat(no.code()).isEqualTo("GAIA_RE01"));
    assertThat(
            gateway.call(
                new ConnectorCall(
                    "kintone-get-record", reference, Map.of("id", id), "wrong-token", null, null)))
        .isInstanceOf(Misconfigured.class);
  }

  private ConnectorOutcome add() {
    return call("add-record", Map.of("record", Map.of("receipt_number", receipt, "区分", "窓口")));
  }

  private ConnectorOutcome call(String verb, Map<String, Object> parameters) {
    return gateway.call(new ConnectorCall("kintone-" + verb, reference, parameters));
  }

  private static Map<String, Object> output(ConnectorOutcome outcome) {
    assertThat(outcome).isInstanceOf(Completed.class);
    return ((Completed) outcome).output();
  }

  private static String text(Map<String, Object> output, String name) {
    return String.valueOf(output.get(name));
  }
}
