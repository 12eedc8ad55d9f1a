package genba.connector.robot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitCodeTest {

  @ParameterizedTest
  @CsvSource({
    "0, true, PASSED",
    "1, true, TASKS_FAILED",
    "137, true, TASKS_FAILED",
    "137, false, KILLED",
    "143, false, KILLED",
    "249, true, TASKS_FAILED",
    "250, true, MANY_TASKS_FAILED",
    "251, false, HELP_SHOWN",
    "252, false, INVALID_DATA",
    "253, true, STOPPED",
    "254, false, INTERNAL_ERROR",
    "255, false, INTERNAL_ERROR",
    "-1, false, INTERNAL_ERROR"
  })
  void followsRobotFrameworksTable(int code, boolean complete, ExitCode meaning) {
    assertThat(ExitCode.of(code, complete)).isEqualTo(meaning);
  }
}
