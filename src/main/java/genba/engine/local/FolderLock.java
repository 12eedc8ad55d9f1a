package genba.engine.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keeps a second hub off the data folder. The system releases it with the process. */
final class FolderLock implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock, waiting for a predecessor that is about to end.
   *
   * @throws LocalCamundaException when another hub keeps it
   */
  static FolderLock take(Folders folders, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      Files.createDirectories(folders.lock().getParent());
      while (true) {
        FolderLock lock = tryToTake(folders.lock());
        if (lock != null) {
          return lock;
        }
        if (System.nanoTime() > deadline) {
          throw LocalCamundaException.of("folder-in-use", folders.root().toString());
        }
        Thread.sleep(PAUSE);
      }
    } catch (IOException e) {
      throw LocalCamundaException.causedBy(
          e, "not-installed", folders.programs().toString(), e.toString());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static @Nullable FolderLock tryToTake(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException e) {
      // another context of this same process
    }
    channel.close();
    return null;
  }
}
