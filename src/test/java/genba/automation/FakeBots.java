package genba.automation;

import genba.connector.BotTerms;
import genba.connector.CallbackVerifier;
import genba.connector.Connector;
import genba.connector.ConnectorCall;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** A bot system that answers what a test tells it to; the last answer of a kind stays. */
final class FakeBots implements ConnectorGateway, ConnectorCatalogue, CallbackVerifier, BotTerms {

  /** How many runs go on at a time. */
  Limits limits = new Limits(1, 4);

  /** Whether the hub knows its connectors yet. */
  boolean loaded = true;

  /** Whether the system's callbacks are understood. */
  boolean callsBack = true;

  /** Whether the system is asked by our reference. */
  boolean lookupByReference = true;

  /** Verbs that the system has besides start and get, and that take its own key. */
  final Set<String> verbs = new HashSet<>(Set.of("cancel-run"));

  final List<ConnectorCall> received = new CopyOnWriteArrayList<>();
  Callback callback = new Callback(true, List.of(), List.of(), null);

  private final Map<String, Deque<Supplier<ConnectorOutcome>>> answers = new ConcurrentHashMap<>();
  private Function<ConnectorCall, ConnectorOutcome> askMany = call -> away();
  private final List<String> calls = new CopyOnWriteArrayList<>();

  FakeBots onStart(ConnectorOutcome... outcomes) {
    return on("start-run", outcomes);
  }

  FakeBots onAsk(ConnectorOutcome... outcomes) {
    return on("get-run", outcomes);
  }

  FakeBots onCancel(ConnectorOutcome... outcomes) {
    return on("cancel-run", outcomes);
  }

  /** Lets something happen while the start is under way. */
  FakeBots onStart(Supplier<ConnectorOutcome> outcome) {
    answers.put("start-run", new ArrayDeque<>(List.of(outcome)));
    return this;
  }

  private FakeBots on(String verb, ConnectorOutcome... outcomes) {
    Deque<Supplier<ConnectorOutcome>> queue = new ArrayDeque<>();
    for (ConnectorOutcome outcome : outcomes) {
      queue.add(() -> outcome);
    }
    answers.put(verb, queue);
    return this;
  }

  /** Verbs in the order they were called, {@code start-run} say. */
  List<String> calls() {
    return List.copyOf(calls);
  }

  void forgetCalls() {
    calls.clear();
  }

  @Override
  public synchronized ConnectorOutcome call(ConnectorCall call) {
    String verb = call.connector().replace("robot-framework-", "");
    calls.add(verb);
    received.add(call);
    if (verb.equals("get-runs")) {
      return askMany.apply(call);
    }
    Deque<Supplier<ConnectorOutcome>> queue = answers.get(verb);
    if (queue == null || queue.isEmpty()) {
      throw new AssertionError("Nobody expected " + call);
    }
    return (queue.size() == 1 ? queue.getFirst() : queue.removeFirst()).get();
  }

  FakeBots onAskMany(Function<ConnectorCall, ConnectorOutcome> answer) {
    verbs.add("get-runs");
    askMany = answer;
    return this;
  }

  @Override
  public List<Connector> connectors() {
    if (!loaded) {
      return List.of();
    }
    List<Connector> all = new ArrayList<>();
    all.add(connector("start-run"));
    all.add(connector("get-run"));
    verbs.stream().map(this::connector).forEach(all::add);
    all.add(
        new Connector(
            "broken-start-run", "broken", "Broken", "", List.of(), "line 7: no such step"));
    return all;
  }

  private Connector connector(String verb) {
    return new Connector(
        "robot-framework-" + verb,
        "robot-framework",
        "Robot Framework",
        "",
        List.of("PUBLIC", "INTERNAL", "PERSONAL"),
        null,
        false,
        lookupByReference,
        verb.equals("start-run")
            ? List.of(parameter("bot"), parameter("input"), parameter("priority"))
            : List.of(parameter("key")));
  }

  private static Connector.Parameter parameter(String name) {
    return new Connector.Parameter(name, name, "", "string", false, null, null, List.of());
  }

  @Override
  public List<String> botSystems() {
    return List.of("robot-framework");
  }

  @Override
  public boolean hears(String system) {
    return callsBack;
  }

  @Override
  public Callback verify(String system, Map<String, String> headers, byte[] body) {
    return callback;
  }

  @Override
  public Limits limits(String system) {
    return limits;
  }

  @Override
  public Pending pending(String system) {
    return new Pending(Duration.ofMinutes(15), List.of("ライセンスが空いていますか"));
  }

  static ConnectorOutcome accepted() {
    return new ConnectorOutcome.Accepted("ref", Map.of());
  }

  static ConnectorOutcome accepted(String key) {
    return new ConnectorOutcome.Accepted("ref", Map.of("key", key));
  }

  /** A report that names the run it is about. */
  static ConnectorOutcome of(String reference, String state) {
    return new ConnectorOutcome.Completed(Map.of("reference", reference, "state", state));
  }

  static ConnectorOutcome running(int done) {
    return report("RUNNING", done, 0, 0);
  }

  static ConnectorOutcome report(String state, int done, int rejected, int notReached) {
    return new ConnectorOutcome.Completed(
        Map.of(
            "state", state,
            "itemsDone", done,
            "itemsRejected", rejected,
            "itemsNotReached", notReached,
            "message", "bot says " + state));
  }

  static ConnectorOutcome unknown() {
    return new ConnectorOutcome.Completed(Map.of("state", "UNKNOWN"));
  }

  static ConnectorOutcome stopped() {
    return new ConnectorOutcome.Completed(Map.of());
  }

  static ConnectorOutcome away() {
    return new ConnectorOutcome.RetryLater("timed out after 20 s", Duration.ofSeconds(5));
  }

  static ConnectorOutcome turnedAway() {
    return new ConnectorOutcome.RetryLater("HTTP 429", Duration.ofSeconds(1), true);
  }

  static ConnectorOutcome rejected() {
    return new ConnectorOutcome.Rejected("NO_SUCH_BOT", "there is no such bot");
  }

  static ConnectorOutcome misconfigured() {
    return new ConnectorOutcome.Misconfigured("wrong password");
  }
}
