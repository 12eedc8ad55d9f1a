package genba.connector;

import genba.connector.FaultCases.Bots;
import genba.connector.FaultCases.Case;
import genba.connector.stub.VendorStub.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code src/docs/connectors.md}: what was seen in the test, and what each system's files say. */
final class ConnectorsPage {

  private static final Map<Fault, String> FAULTS = new LinkedHashMap<>();

  static {
    FAULTS.put(Fault.TOKEN_EXPIRED, "token expires");
    FAULTS.put(Fault.TOO_MANY_REQUESTS, "429 with Retry-After");
    FAULTS.put(Fault.BAD_GATEWAY_THOUGH_STARTED, "502, though it was done");
    FAULTS.put(Fault.HANG, "no answer");
    FAULTS.put(Fault.RESET, "connection reset");
    FAULTS.put(Fault.TRICKLE, "answer trickles, though it was done");
    FAULTS.put(Fault.PENDING_FOREVER, "never begins");
    FAULTS.put(Fault.CALLBACK_DUPLICATE, "callback twice");
    FAULTS.put(Fault.CALLBACK_EARLY, "callback before the start's answer");
    FAULTS.put(Fault.CALLBACK_LATE, "callback after the end");
    FAULTS.put(Fault.CALLBACK_FORGED, "forged callback");
  }

  private record Told(String speaks, String basis) {}

  /** What the files cannot say. */
  private static final Map<String, Told> TOLD = new TreeMap<>();

  private static void told(String system, String speaks, String basis) {
    TOLD.put(system, new Told(speaks, basis));
  }

  static {
    told("uipath", "Orchestrator's OData API, OAuth 2 client credentials", "public documentation");
    told(
        "power-automate",
        "Dataverse's desktop flow actions, Entra ID",
        "public documentation, the best documented of all");
    told(
        "power-automate-flow",
        "HTTP trigger of a cloud flow, Entra ID or the address's signature",
        "public documentation; replies and limits not confirmed");
    told(
        "robot-framework",
        "its command line and output.xml",
        "public documentation; runs for real");
    told(
        "automation-anywhere",
        "Control Room API: deploy, activity list, callback",
        "partly public documentation");
    told("blue-prism", "API for work queues, OAuth 2", "partly public documentation; queue only");
    told("kintone", "REST API with API tokens", "public documentation; webhook not confirmed");
    told("winactor", "files in a shared folder, or a command line", "hand-over: no public API");
    told("ocr", "files in folders: documents in, CSV out", "hand-over: no common API");
    told("http-bot", "HTTP as the connection describes it, signed with HMAC", "house-made");
    told(
        "teams",
        "Workflows webhook with Adaptive Cards",
        "public documentation; the 202 is not confirmed");
    told("mail", "SMTP", "standard");
  }

  private final ConnectorCatalogue catalogue;
  private final Connections connections;
  private final Policies policies;

  ConnectorsPage(ConnectorCatalogue catalogue, Connections connections, Policies policies) {
    this.catalogue = catalogue;
    this.connections = connections;
    this.policies = policies;
  }

  String write(List<Case> cases, Map<String, Map<Fault, List<String>>> table) {
    StringBuilder page =
        new StringBuilder(
            """
            # Connectors and what may go wrong

            Written by `FaultTableTest`, which plays every fault below against a stub of the system and drives it through the code that
            starts runs, asks about them and ends them. It asserts for every cell: at most one start is taken on, no call outlasts its
            time limit, the run ends, what did not succeed is handed to people, and the ledger has one row.

            ## Systems that run bots
            Where a cell has two entries, the first is about the request that starts a run, the second about one that asks how it stands.

            """);
    table(page, cases.stream().filter(Bots.class::isInstance).toList(), table);
    page.append(
        """

        A system marked *not repeated* cannot be asked whether it knows a run of ours, so a start without an answer is never sent twice:
        either the callback names the run, or a person looks there. Where no answer came and nothing was started, that is at the deadline if
        the system calls back, else at once.

        ## Systems that are called and are done

        """);
    table(page, cases.stream().filter(each -> !(each instanceof Bots)).toList(), table);
    page.append(
        """

        A call that was turned away for certain (429, no connection) comes again. One whose answer was lost comes again only where the
        connector says that this does no harm; else a person decides.

        ## All systems

        | system | speaks | built to | data classes | policy | calls | time limit of a call |
        |---|---|---|---|---|---|---|
        """);
    systems(page);
    page.append(
        """

        Camunda's RPA worker ([camunda-rpa](../../connectors/camunda-rpa/README.md)) is not called: it takes jobs from the engine itself.

        Limits are per named connection and hub, and can be overridden there. Hand-over by files and by mail has no wire to disturb; their own
        tests play a share that is away, files half written, twice there and never answered.
        """);
    return page.toString();
  }

  /** Faults stand in the rows: there are more of them than systems, and sentences need room. */
  private static void table(
      StringBuilder page, List<Case> cases, Map<String, Map<Fault, List<String>>> table) {
    page.append("| fault |");
    cases.forEach(each -> page.append(" ").append(each.name()).append(" |"));
    page.append("\n|---|").append("---|".repeat(cases.size())).append("\n");
    FAULTS.forEach(
        (fault, name) -> {
          if (cases.stream().anyMatch(each -> table.get(each.name()).containsKey(fault))) {
            page.append("| ").append(name).append(" |");
            cases.forEach(
                each ->
                    page.append(" ").append(cell(table.get(each.name()).get(fault))).append(" |"));
            page.append("\n");
          }
        });
  }

  private static String cell(@Nullable List<String> said) {
    return said == null ? "–" : said.stream().distinct().collect(Collectors.joining(" / "));
  }

  private void systems(StringBuilder page) {
    Map<String, List<Connector>> bySystem =
        catalogue.connectors().stream().collect(Collectors.groupingBy(Connector::system));
    TOLD.forEach(
        (system, told) -> {
          List<Connector> connectors = bySystem.get(system);
          if (connectors == null) {
            return;
          }
          ConnectionFile file = connections.files().get(system);
          Policy policy = policies.find(file == null ? Policy.STANDARD : file.policy());
          page.append(
              "| %s | %s | %s | %s | %s | %s | %s |\n"
                  .formatted(
                      "[%s](../../connectors/%s/README.md)".formatted(system, system),
                      told.speaks(),
                      told.basis(),
                      dataClasses(connectors),
                      file == null ? "–" : policy.name(),
                      limits(policy),
                      policy.timeLimit() == null ? "–" : seconds(policy.timeLimit())));
        });
  }

  private static String dataClasses(List<Connector> connectors) {
    return connectors.stream()
        .flatMap(connector -> connector.dataClasses().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String limits(Policy policy) {
    List<String> limits = new ArrayList<>();
    if (policy.rate() != null) {
      limits.add(policy.rate().calls() + " in " + seconds(policy.rate().per()));
    }
    if (policy.bulkhead() != null) {
      limits.add(policy.bulkhead().calls() + " at a time");
    }
    return String.join(", ", limits);
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
