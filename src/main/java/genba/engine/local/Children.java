package genba.engine.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The programs that run: started together, ended together. */
final class Children {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final Folders folders;
  private final List<Child> children = new ArrayList<>();
  private boolean ending;

  Children(Folders folders) {
    this.folders = folders;
  }

  /** Starts one; nothing happens when all are being ended. */
  synchronized void start(Program program, Consumer<Child> whenItEnds) {
    if (ending) {
      return;
    }
    children.removeIf(child -> child.program().equals(program));
    Child child = Child.start(program, folders);
    children.add(child);
    var unused =
        child
            .onExit()
            .thenAcceptAsync(
                ended -> {
                  if (!isEnding()) {
                    whenItEnds.accept(ended);
                  }
                },
                Thread.ofPlatform().daemon().name("local-camunda-watch")::start);
  }

  /**
   * Returns when all of them answer. They wait for one another by themselves.
   *
   * @param waitingFor hears which programs are not ready yet, whenever that changes
   * @throws LocalCamundaException when one ends or the time is over
   */
  void awaitReady(Duration timeout, Consumer<List<Child>> waitingFor) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Child> waiting = snapshot();
    waitingFor.accept(List.copyOf(waiting));
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
      while (!waiting.isEmpty()) {
        requireAlive();
        for (Child child : List.copyOf(waiting)) {
          if (isReady(client, child.program())) {
            waiting.remove(child);
            waitingFor.accept(List.copyOf(waiting));
          }
        }
        if (!waiting.isEmpty() && System.nanoTime() > deadline) {
          throw waiting.getFirst().late(timeout);
        }
        Thread.sleep(PAUSE);
      }
      requireAlive();
    }
  }

  /** Ends all of them at the same time and returns when they are gone. */
  void end(Duration timeout) throws InterruptedException {
    synchronized (this) {
      ending = true;
    }
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Child> all = snapshot();
    all.forEach(Child::end);
    for (Child child : all) {
      child.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  private void requireAlive() {
    for (Child child : snapshot()) {
      if (!child.isAlive()) {
        throw child.death();
      }
    }
  }

  private synchronized boolean isEnding() {
    return ending;
  }

  private synchronized List<Child> snapshot() {
    return new ArrayList<>(children);
  }

  private static boolean isReady(HttpClient client, Program program) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(program.ready()).timeout(ANSWER_WITHIN).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
