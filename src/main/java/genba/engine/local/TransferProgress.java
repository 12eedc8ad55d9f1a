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

  private final Consumer<String> log;
  private long saidAt = System.nanoTime();
  private long bytes;
  private int files;

  TransferProgress(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public synchronized void transferProgressed(TransferEvent event) {
    bytes += event.getDataLength();
    if (System.nanoTime() - saidAt >= INTERVAL.toNanos()) {
      saidAt = System.nanoTime();
      log.accept(line(event.getResource(), event.getTransferredBytes()));
    }
  }

  @Override
  public synchronized void transferSucceeded(TransferEvent event) {
    files++;
  }

  /** How much came in, nothing where all was there already. */
  synchronized String summary() {
    return files == 0
        ? ""
        : String.format(Locale.ROOT, "%d files, %.0f MB", files, bytes / MEGABYTE);
  }

  private static String line(TransferResource resource, long done) {
    String name = resource.getResourceName();
    String file = name.substring(name.lastIndexOf('/') + 1);
    long size = resource.getContentLength();
    if (size <= 0) {
      return String.format(Locale.ROOT, "%s %.0f MB", file, done / MEGABYTE);
    }
    return String.format(
        Locale.ROOT,
        "%s %.0f / %.0f MB (%d %%)",
        file,
        done / MEGABYTE,
        size / MEGABYTE,
        done * 100 / size);
  }
}
