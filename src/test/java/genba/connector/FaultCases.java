package genba.connector;

import genba.connector.stub.AutomationAnywhereStub;
import genba.connector.stub.BluePrismStub;
import genba.connector.stub.CloudFlowStub;
import genba.connector.stub.DesktopFlowStub;
import genba.connector.stub.HttpBotStub;
import genba.connector.stub.KintoneStub;
import genba.connector.stub.TeamsStub;
import genba.connector.stub.UiPathStub;
import genba.connector.stub.VendorStub;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Every stub that faults are tried on. A new one is one entry here. */
final class FaultCases {

  /** How a system is driven. */
  sealed interface Case {
    VendorStub stub();

    /** The row of the table. */
    String name();
  }

  /**
   * A system that runs bots.
   *
   * @param start what the line of the request that starts has in it
   * @param look what the line of the request that asks has in it
   */
  record Bots(VendorStub stub, String bot, String start, String look) implements Case {
    @Override
    public String name() {
      return stub.system();
    }
  }

  /**
   * A system that is called and is done.
   *
   * @param parameters for a reference
   * @param line what the line of the request that acts has in it
   * @param effects how often the call has had its effect so far
   */
  record Call(
      VendorStub stub,
      String connector,
      Function<String, Map<String, Object>> parameters,
      String line,
      IntSupplier effects)
      implements Case {
    @Override
    public String name() {
      return connector;
    }
  }

  private FaultCases() {}

  static List<Case> all() {
    KintoneStub kintone = new KintoneStub();
    TeamsStub teams = new TeamsStub();
    return List.of(
        new Bots(new UiPathStub(), UiPathStub.PROCESS, "StartJobs", "GET .*/odata/Jobs"),
        new Bots(
            new DesktopFlowStub(), DesktopFlowStub.FLOW, "RunDesktopFlow", "GET .*/flowsessions"),
        new Bots(new CloudFlowStub(), "申請転記", "POST .*/triggers/", "GET .*/operations/"),
        new Bots(new HttpBotStub(), "register", "POST /bots/.*/runs", "GET /runs/"),
        new Bots(
            new AutomationAnywhereStub(), "4711", "POST /v3/automations/deploy", "/activity/list"),
        new Bots(
            new BluePrismStub(),
            BluePrismStub.QUEUE,
            "POST .*/items/batch",
            "GET /api/v7/workqueues/.*/items"),
        new Call(
            kintone,
            "kintone-upsert-record",
            reference ->
                Map.of(
                    "keyField",
                    "receipt_number",
                    "keyValue",
                    reference,
                    "record",
                    Map.of("result", "済")),
            "PUT /k/v1/records",
            kintone::records),
        new Call(
            kintone,
            "kintone-add-record",
            _ -> Map.of("record", Map.of("result", "済")),
            "POST /k/v1/record.json",
            kintone::records),
        new Call(
            teams,
            "teams-post-card",
            _ -> Map.of("title", "決裁をお待ちしています", "text", "転入届の入力を自動にする"),
            "POST",
            () -> teams.cards().size()));
  }
}
