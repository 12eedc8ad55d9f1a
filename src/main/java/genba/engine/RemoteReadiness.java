package genba.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.i18n.LocaleContextHolder;

/** Asks a cluster for its topology: often until it answers, then now and then. */
final class RemoteReadiness implements EngineReadiness, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteReadiness.class);
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final CamundaClient client;
  private final MessageSource messages;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile boolean reachable;
  private volatile @Nullable Thread thread;

  RemoteReadiness(CamundaClient client, MessageSource messages) {
    this.client = client;
    this.messages = messages;
  }

  static EngineAddresses addresses(EngineProperties.Remote remote) {
    URI pages = remote.tasklistPages() == null ? remote.tasklist() : remote.tasklistPages();
    return new EngineAddresses(
        remote.grpc(), remote.rest(), withoutSlash(pages), withoutSlash(remote.tasklist()));
  }

  private static URI withoutSlash(URI address) {
    return URI.create(address.toString().replaceAll("/+$", ""));
  }

  @Override
  public boolean isReady() {
    return reachable;
  }

  @Override
  public String state() {
    String key = reachable ? "engine.remote.ready" : "engine.remote.away";
    return messages.getMessage(key, null, LocaleContextHolder.getLocale());
  }

  @Override
  public CompletableFuture<Void> whenReady() {
    return ready.copy();
  }

  @Override
  public void start() {
    Thread watching = Thread.ofVirtual().name("engine-topology").unstarted(this::watch);
    thread = watching;
    watching.start();
  }

  @Override
  public void stop() {
    Thread watching = thread;
    thread = null;
    if (watching != null) {
      watching.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void watch() {
    Duration pause = SHORTEST;
    boolean first = true;
    while (Thread.currentThread() == thread) {
      boolean now = ask();
      if (now != reachable || first) {
        LOG.info(now ? "The engine is reachable" : "The engine cannot be reached, asking again");
        pause = SHORTEST;
      }
      first = false;
      reachable = now;
      if (now) {
        ready.complete(null);
      }
      try {
        Thread.sleep(pause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Duration twice = pause.multipliedBy(2);
      pause = now || twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }
  }

  private boolean ask() {
    try {
      return !client
          .newTopologyRequest()
          .requestTimeout(Duration.ofSeconds(5))
          .send()
          .join()
          .getBrokers()
          .isEmpty();
    } catch (ClientException e) {
      LOG.debug("No topology", e);
      return false;
    }
  }
}
