package genba.engine.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A {@code .tar.gz} file. */
final class TarArchive {

  private TarArchive() {}

  /**
   * Unpacks the files of the archive's one top folder.
   *
   * @throws IOException also for an entry that would land outside the folder
   */
  static void unpack(Path archive, Path folder) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(
                new BufferedInputStream(Files.newInputStream(archive))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          Path file = target(folder, entry);
          Files.createDirectories(file.getParent());
          Files.copy(tar, file);
        }
      }
    }
  }

  private static Path target(Path folder, TarArchiveEntry entry) throws IOException {
    String name = entry.getName();
    Path file = folder.resolve(name.substring(name.indexOf('/') + 1)).normalize();
    if (!file.startsWith(folder)) {
      throw new IOException("The archive has a file outside its folder: " + name);
    }
    return file;
  }
}
