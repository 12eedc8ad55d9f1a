package genba.engine.local;

import genba.engine.EngineReadiness;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.i18n.LocaleContextHolder;

/**
 * Brings Camunda up beside the hub and down with it. Only what a person must mend at once, a busy
 * port say, is checked while the hub starts; everything that takes time goes on beside it.
 */
final class LocalCamunda implements SmartLifecycle, EngineReadiness {

  private static final Logger log = LoggerFactory.getLogger(LocalCamunda.class);

  /** Before everything that talks to the engine, and ended after it. */
  private static final int PHASE = -1_000;

  /** A program that ends sooner after its start would only end again. */
  private static final Duration WORTH_A_RESTART = Duration.ofMinutes(1);

  private final LocalCamundaProperties properties;
  private final Folders folders;
  private final Programs programs;
  private final Consumer<LocalCamundaException> giveUp;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final Children children;

  private volatile State state = new State("stopped", "");
  private volatile boolean running;
  private @Nullable FolderLock lock;
  private @Nullable Thread starter;

  /** What is going on, as the name of a text and its argument. */
  private record State(String name, String detail) {
    String text(Locale locale) {
      return Texts.text(locale, "engine.local.state." + name, detail);
    }
  }

  /**
   * A Camunda that is not started yet.
   *
   * @param giveUp ends the application when Camunda cannot run
   */
  LocalCamunda(LocalCamundaProperties properties, Consumer<LocalCamundaException> giveUp) {
    this.properties = properties;
    this.folders = new Folders(properties.dataFolder());
    this.programs = new Programs(properties, folders);
    this.children = new Children(folders);
    this.giveUp = giveUp;
  }

  @Override
  public void start() {
    try {
      lock = FolderLock.take(folders, properties.portTimeout());
      Port.requireFree(programs.ports(), properties.portTimeout(), this::isOurs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      releaseLock();
      throw new IllegalStateException("Interrupted while waiting for a port", e);
    } catch (LocalCamundaException e) {
      releaseLock();
      throw e;
    }
    running = true;
    starter = Thread.ofPlatform().daemon().name("local-camunda").start(this::bringUp);
  }

  @Override
  public void stop() {
    running = false;
    if (starter != null) {
      starter.interrupt();
    }
    try {
      children.end(properties.stopTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the guardians end what is left
    }
    releaseLock();
    enter("stopped", "");
    ready.cancel(false);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Its processes cannot be brought back by the same object. */
  @Override
  public boolean isPauseable() {
    return false;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public boolean isReady() {
    return state.name().equals("ready");
  }

  @Override
  public String state() {
    return state.text(LocaleContextHolder.getLocale());
  }

  @Override
  public CompletableFuture<Void> whenReady() {
    return ready.copy();
  }

  private void bringUp() {
    try {
      Installation installation =
          new Installation(
              folders,
              step -> {
                enter("installing", step);
                log.info("Camunda: {}", step);
              });
      installation.complete();
      Instant begin = Instant.now();
      for (Program program :
          programs.all(installation.camundaClassPath(), installation.searchClassPath())) {
        children.start(program, this::ended);
      }
      children.awaitReady(properties.startTimeout(), this::starting);
      log.info(
          "Camunda ready in {} s: Tasklist {}, logs in {}",
          Duration.between(begin, Instant.now()).toSeconds(),
          programs.addresses().tasklist(),
          folders.logs());
      enter("ready", "");
      ready.complete(null);
    } catch (LocalCamundaException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // stopped meanwhile
    }
  }

  private void starting(List<Child> waiting) {
    if (!waiting.isEmpty()) {
      String names =
          waiting.stream().map(child -> child.program().title()).collect(Collectors.joining(", "));
      enter("starting", names);
      log.info("Camunda: starting, waiting for {}", names);
    }
  }

  /** A program ended that nobody asked to end. While they come up, the waiting thread sees it. */
  private void ended(Child child) {
    if (!isReady()) {
      return;
    }
    LocalCamundaException death = child.death();
    if (child.age().compareTo(WORTH_A_RESTART) < 0) {
      fail(death);
      return;
    }
    log.error("{}", death.getMessage());
    enter("restarting", child.program().title());
    children.start(child.program(), this::ended);
    try {
      children.awaitReady(properties.startTimeout(), this::starting);
      enter("ready", "");
    } catch (LocalCamundaException e) {
      fail(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(LocalCamundaException failure) {
    if (!running) {
      return;
    }
    enter("failed", "");
    ready.completeExceptionally(failure);
    giveUp.accept(failure);
  }

  private void enter(String name, String detail) {
    state = new State(name, detail);
  }

  /** Whether a process was started by a hub on this data folder: it ends soon after that hub. */
  private boolean isOurs(PortHolder holder) {
    return holder.command().contains(folders.run().toString());
  }

  private void releaseLock() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        log.warn("The lock of {} was not released", folders.root(), e);
      }
    }
  }
}
