package genba.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** "Check and load": takes changed connector files into service without a restart. */
interface ConnectorLoading {

  /**
   * Looks at the connectors' folder, checks what is new or changed, and loads what is sound. A
   * refused change leaves the version that works in service; a removed file is unloaded.
   */
  Report checkAndLoad();

  /** Only files with news are listed, by path; {@code checked} counts all. */
  record Report(int checked, List<FileReport> files) {

    public boolean refusedAny() {
      return files.stream().anyMatch(file -> file.what() == What.REFUSED);
    }
  }

  enum What {
    ADDED,
    CHANGED,
    REMOVED,
    REFUSED
  }

  /**
   * @param file path below the connectors' folder
   * @param line 1-based; 0 where the whole file is meant
   * @param reason in the language of the caller; null where nothing is wrong
   */
  record FileReport(String file, What what, int line, @Nullable String reason) {}
}
