package genba.directory;

import java.util.List;

/**
 * What an import does, or would do.
 *
 * @param applied whether it is in the directory now; never with problems
 * @param unchanged rows that are in the directory already as they are in the files
 */
record ImportResult(
    boolean applied, List<ImportProblem> problems, List<Change> changes, int unchanged) {

  /**
   * @param before empty for a new row
   */
  record Change(DirectoryFile file, int line, String key, String before, String after) {

    boolean isNew() {
      return before.isEmpty();
    }
  }

  public int added() {
    return (int) changes.stream().filter(Change::isNew).count();
  }

  public int changed() {
    return changes.size() - added();
  }
}
