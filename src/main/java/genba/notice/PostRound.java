package genba.notice;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for what is due, mails and channels each in their own lane: a mail server that hangs holds
 * up no channel. Where nothing is connected nobody looks.
 */
@Component
class PostRound implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(PostRound.class);

  private final Postman postman;
  private final NoticeProperties properties;
  private final AtomicBoolean mails = new AtomicBoolean();
  private final AtomicBoolean channels = new AtomicBoolean();
  private final ExecutorService lanes = Executors.newVirtualThreadPerTaskExecutor();

  PostRound(Postman postman, NoticeProperties properties) {
    this.postman = postman;
    this.properties = properties;
  }

  @Scheduled(fixedDelayString = "${genba.notice.look-every:PT5S}")
  void look() {
    if (properties.isConnected()) {
      start(mails, postman::mails);
      start(channels, postman::channels);
    }
  }

  private void start(AtomicBoolean busy, Runnable lane) {
    if (!busy.compareAndSet(false, true)) {
      return;
    }
    lanes.execute(
        () -> {
          try {
            lane.run();
          } catch (RuntimeException e) {
            LOG.error("Notices could not be delivered: they are tried again after the lease", e);
          } finally {
            busy.set(false);
          }
        });
  }

  /** Waits for what is under way; what is cut off is repeated by whoever comes next. */
  @Override
  public void destroy() throws InterruptedException {
    lanes.shutdown();
    if (!lanes.awaitTermination(5, TimeUnit.SECONDS)) {
      lanes.shutdownNow();
    }
  }
}
