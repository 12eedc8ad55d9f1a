package genba.automation;

import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A bot system that answers what a test tells it to; the last answer of a kind stays. */
final class FakeBots implements ConnectorGateway {

  private final Map<String, Deque<Supplier<ConnectorOutcome>>> answers = new ConcurrentHashMap<>();
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
    Deque<Supplier<ConnectorOutcome>> queue = answers.get(verb);
    if (queue == null || queue.isEmpty()) {
      throw new AssertionError("Nobody expected " + call);
    }
    return (queue.size() == 1 ? queue.getFirst() : queue.removeFirst()).get();
  }

  static ConnectorOutcome accepted() {
    return new ConnectorOutcome.Accepted("ref", Map.of());
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

  static ConnectorOutcome rejected() {
    return new ConnectorOutcome.Rejected("NO_SUCH_BOT", "there is no such bot");
  }

  static ConnectorOutcome misconfigured() {
    return new ConnectorOutcome.Misconfigured("wrong password");
  }
}
