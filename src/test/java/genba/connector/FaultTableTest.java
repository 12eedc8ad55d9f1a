package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import genba.automation.RunDriver;
import genba.automation.RunState;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.FaultCases.Bots;
import genba.connector.FaultCases.Call;
import genba.connector.FaultCases.Case;
import genba.connector.stub.StubJob.State;
import genba.connector.stub.VendorStub;
import genba.connector.stub.VendorStub.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Every system's stub with every fault its protocol can have, through the code that starts, asks
 * about and ends runs. What Genba does is written to {@code src/docs/connectors.md}; {@code mvn
 * test -Dtest=FaultTableTest -Dconnectors=write} writes it anew.
 */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class FaultTableTest {

  private static final Path PAGE = Path.of("src/docs/connectors.md");
  private static final Duration LIMIT = Duration.ofSeconds(3);

  /** This machine may be slow; a call that ignores its limit takes a minute and more. */
  private static final Duration SLACK = Duration.ofSeconds(15);

  private static final Set<Fault> CALLBACKS =
      Set.of(
          Fault.CALLBACK_DUPLICATE,
          Fault.CALLBACK_EARLY,
          Fault.CALLBACK_LATE,
          Fault.CALLBACK_FORGED);

  private static final Set<Fault> WORK_DONE =
      Set.of(Fault.BAD_GATEWAY_THOUGH_STARTED, Fault.TRICKLE);

  private static final Set<Fault> REPEATED =
      Set.of(Fault.BAD_GATEWAY_THOUGH_STARTED, Fault.RESET, Fault.TOO_MANY_REQUESTS);

  private static final List<Case> CASES = FaultCases.all();

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired CallbackVerifier verifier;
  @Autowired BotTerms terms;
  @Autowired Connections connections;
  @Autowired Policies policies;

  private final AtomicLong longest = new AtomicLong();
  private final Map<String, RunDriver> drivers = new ConcurrentHashMap<>();

  @DynamicPropertySource
  static void connections(DynamicPropertyRegistry registry) {
    for (Case each : CASES) {
      String prefix = "genba.connector.connections." + each.stub().system() + ".";
      each.stub().connection().forEach((name, value) -> registry.add(prefix + name, () -> value));
      registry.add(prefix + "timeLimit", LIMIT::toString);
      registry.add(prefix + "redeliveryAfter", () -> "PT0.1S");
      registry.add(prefix + "rateLimitCalls", () -> "0");
      registry.add(prefix + "circuitBreakerCalls", () -> "0");
    }
  }

  @AfterAll
  static void close() {
    CASES.forEach(each -> each.stub().close());
  }

  @Test
  void whateverGoesWrongEndsWellOrWithAPerson() throws Exception {
    Map<String, Map<Fault, List<String>>> table = new ConcurrentHashMap<>();
    HttpServer hub = hub();
    try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<VendorStub, List<Case>> byStub = new HashMap<>();
      CASES.forEach(each -> byStub.computeIfAbsent(each.stub(), _ -> new ArrayList<>()).add(each));
      List<Future<?>> all = new ArrayList<>();
      byStub.forEach(
          (stub, cases) -> {
            stub.reachHubAt("http://localhost:" + hub.getAddress().getPort());
            all.add(workers.submit(() -> cases.forEach(each -> table.put(each.name(), row(each)))));
          });
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      hub.stop(0);
    }

    assertThat(Duration.ofMillis(longest.get()))
        .as("no call outlasts its limit")
        .isLessThan(LIMIT.plus(SLACK));
    String page = new ConnectorsPage(catalogue, connections, policies).write(CASES, table);
    if ("write".equals(System.getProperty("connectors"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as("%s is old; write it with: mvn test -Dtest=FaultTableTest -Dconnectors=write", PAGE)
        .isEqualTo(page);
  }

  private Map<Fault, List<String>> row(Case each) {
    Map<Fault, List<String>> cells = new HashMap<>();
    undisturbed(each);
    for (Fault fault : Fault.values()) {
      if (each.stub().faults().contains(fault)
          && (each instanceof Bots || !CALLBACKS.contains(fault))) {
        try {
          cells.put(
              fault,
              switch (each) {
                case Bots bots -> cells(bots, fault);
                case Call call -> List.of(tried(call, fault));
              });
        } catch (AssertionError e) {
          throw new AssertionError(each.name() + " with " + fault + ": " + e.getMessage(), e);
        } finally {
          each.stub().heal();
        }
      }
    }
    return cells;
  }

  /** The first call of all opens connections and loads classes: it may take longer than a fault. */
  private void undisturbed(Case each) {
    switch (each) {
      case Bots bots ->
          await()
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> {
                    RunDriver driver = driver(bots);
                    String run = driver.request(bots.stub().system(), bots.bot());
                    driver.start(run);
                    driver.follow(run);
                    return ended(driver, bots, run) == RunState.SUCCEEDED;
                  });
      case Call call ->
          await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> gateway.call(made(call, "first")) instanceof Completed);
    }
  }

  private static ConnectorCall made(Call call, String occasion) {
    String reference = call.connector() + "-" + occasion;
    return new ConnectorCall(call.connector(), reference, call.parameters().apply(reference));
  }

  private List<String> cells(Bots bots, Fault fault) {
    if (CALLBACKS.contains(fault)) {
      return List.of(calledBack(bots, fault));
    }
    if (fault == Fault.PENDING_FOREVER) {
      return List.of(neverBegun(bots));
    }
    return List.of(disturbedStart(bots, fault), disturbedLook(bots, fault));
  }

  /** The fault meets the request that starts. */
  private String disturbedStart(Bots bots, Fault fault) {
    RunDriver driver = driver(bots);
    String run = driver.request(bots.stub().system(), bots.bot());
    int before = sent(bots, bots.start());
    bots.stub().inject(fault, bots.start(), 1);
    assertThat(driver.start(run)).as("no operator is needed").isTrue();
    int sent = sent(bots, bots.start()) - before;
    boolean lookup = byReference(bots);
    boolean begun = bots.stub().acceptedStarts(run) == 1;
    if (!lookup && WORK_DONE.contains(fault) && begun) {
      int heard = bots.stub().callbackAnswers().size();
      bots.stub().finish(run, State.SUCCEEDED, Map.of("itemsDone", "3"));
      await().until(() -> bots.stub().callbackAnswers().size() > heard);
    }
    driver.follow(run);
    boolean succeeded = ended(driver, bots, run) == RunState.SUCCEEDED;

    boolean certain = fault == Fault.TOKEN_EXPIRED || fault == Fault.TOO_MANY_REQUESTS;
    assertThat(sent).as("starts sent").isEqualTo(certain ? 2 : again(fault, lookup) ? 2 : 1);
    if (certain || lookup) {
      assertThat(succeeded).as("succeeded").isTrue();
    }
    return switch (fault) {
      case TOKEN_EXPIRED -> "token renewed, asked again";
      case TOO_MANY_REQUESTS -> "waits as told, asked again";
      default ->
          again(fault, lookup)
              ? "looked up, unknown there, asked again"
              : lookup
                  ? "looked up, found, not repeated"
                  : succeeded ? "not repeated, found by its callback" : "not repeated, to a person";
    };
  }

  /** Only a system that can say that it has no such run is asked to start it again. */
  private static boolean again(Fault fault, boolean lookup) {
    return lookup && !WORK_DONE.contains(fault);
  }

  /** The fault meets a request that asks how the run stands. */
  private String disturbedLook(Bots bots, Fault fault) {
    RunDriver driver = driver(bots);
    String run = driver.request(bots.stub().system(), bots.bot());
    assertThat(driver.start(run)).isTrue();
    // The gateway asks once more by itself where the answer failed quickly.
    bots.stub().inject(fault, bots.look(), REPEATED.contains(fault) ? 2 : 1);
    driver.follow(run);
    assertThat(ended(driver, bots, run)).isEqualTo(RunState.SUCCEEDED);
    return switch (fault) {
      case TOKEN_EXPIRED -> "token renewed, asked again";
      case TOO_MANY_REQUESTS -> "waits as told, asked again";
      default -> "asked again";
    };
  }

  private String neverBegun(Bots bots) {
    RunDriver driver = driver(bots);
    String run = driver.request(bots.stub().system(), bots.bot());
    bots.stub().inject(Fault.PENDING_FOREVER, bots.start(), 1);
    assertThat(driver.start(run)).isTrue();
    driver.follow(run);
    boolean told = driver.wasToldPending(run);
    assertThat(ended(driver, bots, run)).isEqualTo(RunState.TIMED_OUT);
    boolean cancels = catalogue.find(bots.stub().system() + "-cancel-run").isPresent();
    return (told ? "people are told with a checklist, " : "")
        + (cancels ? "stopped at the deadline, to a person" : "to a person at the deadline");
  }

  private String calledBack(Bots bots, Fault fault) {
    RunDriver driver = driver(bots);
    VendorStub stub = bots.stub();
    String run = driver.request(stub.system(), bots.bot());
    int before = stub.callbackAnswers().size();
    stub.inject(fault, bots.start(), 1);
    stub.endByItself(fault == Fault.CALLBACK_EARLY);
    try {
      assertThat(driver.start(run)).isTrue();
      String said =
          switch (fault) {
            case CALLBACK_EARLY -> "the run is found ended";
            case CALLBACK_DUPLICATE -> {
              stub.finish(run, State.SUCCEEDED, Map.of());
              assertThat(driver.look()).as("looks due at once").isEqualTo(1);
              assertThat(driver.state(run)).isEqualTo(RunState.SUCCEEDED);
              yield "one look, one end";
            }
            case CALLBACK_LATE -> {
              stub.finish(run, State.SUCCEEDED, Map.of());
              driver.follow(run);
              stub.sendLateCallbacks();
              yield "found ended before; changes nothing";
            }
            default -> {
              driver.look();
              assertThat(driver.state(run).isFinal()).as("believes no stranger").isFalse();
              boolean refused = stub.callbackAnswers().get(before) == 401;
              int heard = stub.callbackAnswers().size();
              stub.finish(run, State.SUCCEEDED, Map.of());
              await().until(() -> stub.callbackAnswers().size() > heard);
              yield refused ? "refused (401)" : "one look more, changes nothing";
            }
          };
      assertThat(stub.callbackAnswers().subList(before, stub.callbackAnswers().size()))
          .as("answered")
          .isNotEmpty()
          .allMatch(status -> status == 202 || status == 401);
      driver.follow(run);
      assertThat(ended(driver, bots, run)).isEqualTo(RunState.SUCCEEDED);
      return said;
    } finally {
      stub.endByItself(true);
    }
  }

  /** What holds however a run ends. */
  private RunState ended(RunDriver driver, Bots bots, String run) {
    RunState state = driver.state(run);
    assertThat(state.isFinal()).as("%s is an end", state).isTrue();
    assertThat(bots.stub().acceptedStarts(run)).as("starts taken on").isLessThanOrEqualTo(1);
    boolean handed = driver.isHandedToPeople(run);
    if (state == RunState.SUCCEEDED) {
      assertThat(bots.stub().acceptedStarts(run)).as("starts taken on").isEqualTo(1);
    } else {
      assertThat(handed).as("people take over what ended as %s", state).isTrue();
    }
    assertThat(driver.gains(run)).as("rows in the ledger").isEqualTo(1);
    return state;
  }

  /** One call as a process makes it: an unclear one is repeated only where that does no harm. */
  private String tried(Call call, Fault fault) {
    Connector connector = catalogue.find(call.connector()).orElseThrow();
    int before = call.effects().getAsInt();
    call.stub().inject(fault, call.line(), 1);
    ConnectorCall made = made(call, fault.name());
    ConnectorOutcome first = timed().call(made);
    boolean repeat =
        first instanceof RetryLater later && (later.untouched() || connector.idempotent());
    ConnectorOutcome last = repeat ? timed().call(made) : first;
    int effects = call.effects().getAsInt() - before;
    assertThat(effects).as("effects").isLessThanOrEqualTo(1);
    if (!(last instanceof Completed)) {
      assertThat(last).isInstanceOf(RetryLater.class);
      return "not repeated, to a person";
    }
    assertThat(effects).as("effects").isEqualTo(1);
    return switch (fault) {
      case TOKEN_EXPIRED -> "token renewed, asked again";
      case TOO_MANY_REQUESTS -> "waits as told, asked again";
      default -> "asked again, done once";
    };
  }

  private boolean byReference(Bots bots) {
    return catalogue.find(bots.stub().system() + "-start-run").orElseThrow().lookupByReference();
  }

  private static int sent(Case each, String line) {
    Pattern pattern = Pattern.compile(line);
    return (int)
        each.stub().requests().stream()
            .filter(recorded -> pattern.matcher(recorded.request().line()).find())
            .count();
  }

  private RunDriver driver(Case each) {
    return drivers.computeIfAbsent(
        each.stub().system(),
        _ -> new RunDriver(timed(), catalogue, verifier, terms, URI.create(VendorStub.HUB)));
  }

  private ConnectorGateway timed() {
    return call -> {
      long start = System.nanoTime();
      ConnectorOutcome outcome = gateway.call(call);
      longest.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
      return outcome;
    };
  }

  /** The hub's end point for callbacks, as far as the vendors can see it. */
  private HttpServer hub() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/callbacks/", this::hear);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return server;
  }

  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] path = exchange.getRequestURI().getPath().split("/");
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      boolean heard =
          drivers
              .get(path[4])
              .hear(
                  path[4],
                  path.length > 5 ? path[5] : "",
                  headers,
                  exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(heard ? 202 : 401, -1);
    }
  }
}
