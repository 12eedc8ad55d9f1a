package genba.engine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.aether.RepositoryException;
import org.springframework.util.FileSystemUtils;

/** A folder that is there completely or not at all, however its preparation was interrupted. */
final class PreparedFolder {

  /** Written last; a folder that lost it, or never had it, is prepared again. */
  private static final String MARKER = ".complete";

  private PreparedFolder() {}

  /** Fills the folder that it is given. */
  interface Filling {
    void fill(Path folder) throws IOException, RepositoryException;
  }

  static void prepare(Path folder, Filling filling) throws IOException, RepositoryException {
    if (Files.exists(folder.resolve(MARKER))) {
      return;
    }
    Path part = folder.resolveSibling(folder.getFileName() + ".part");
    FileSystemUtils.deleteRecursively(part);
    FileSystemUtils.deleteRecursively(folder);
    Files.createDirectories(part);
    filling.fill(part);
    Files.createFile(part.resolve(MARKER));
    Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
  }
}
