package genba.engine;

import java.util.List;

/** What came of the deployment, for the health report. */
final class DeploymentStatus {

  /**
   * @param done false while the engine is not there yet
   * @param problems one sentence each
   */
  record Result(boolean done, int files, List<String> problems) {}

  private volatile Result result = new Result(false, 0, List.of());

  void finished(int files, List<String> problems) {
    result = new Result(true, files, List.copyOf(problems));
  }

  Result result() {
    return result;
  }
}
