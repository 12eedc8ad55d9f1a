package genba.engine.local;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;

/**
 * Says every few seconds what is being fetched and how far it is: {@code camunda-zeebe-8.6.0.tar.gz
 * 120 / 299 MB (40 %)}. Files come in on several threads.
 */
final class TransferProgress extends AbstractTransferListener {

  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final double MEGABYTE = 1_000_000;
  private static final long WORTH_ITS_OWN_LINE = 5_000_000;

  private final Consumer<String> log;
  private final Duration interval;
  private long saidAt = System.nanoTime();
  private long bytes;
  private int files;

  TransferProgress(Consumer<String> log) {
    this(log, INTERVAL);
  }

  TransferProgress(Consumer<String> log, Duration interval) {
    this.log = log;
    this.interval = interval;
  }

  @Override
  public synchronized void transferProgressed(TransferEvent event) {
    bytes += event.getDataLength();
    if (System.nanoTime() - saidAt >= interval.toNanos()) {
      saidAt = System.nanoTime();
      log.accept(line(event.getResource(), event.getTransferredBytes()));
    }
  }

  @Override
  public synchronized void transferSucceeded(TransferEvent event) {
    files++;
  }

  /** How much came in, or where all of it was already. */
  synchronized String summary() {
    return files == 0 ? "Maven repository" : total();
  }

  private String line(TransferResource resource, long done) {
    long size = resource.getContentLength();
    if (size < WORTH_ITS_OWN_LINE) {
      return total();
    }
    String name = resource.getResourceName();
    return String.format(
        Locale.ROOT,
        "%s %.0f / %.0f MB (%d %%)",
        name.substring(name.lastIndexOf('/') + 1),
        done / MEGABYTE,
        size / MEGABYTE,
        done * 100 / size);
  }

  private String total() {
    return String.format(Locale.ROOT, "%d files, %.0f MB", files, bytes / MEGABYTE);
  }
}
