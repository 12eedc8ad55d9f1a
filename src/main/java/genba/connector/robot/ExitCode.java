package genba.connector.robot;

/** Robot Framework's documented exit codes, and what else a process can end with. */
enum ExitCode {
  PASSED,
  TASKS_FAILED,
  MANY_TASKS_FAILED,
  HELP_SHOWN,
  INVALID_DATA,
  STOPPED,
  INTERNAL_ERROR,
  KILLED;

  /**
   * @param complete whether output.xml was written to its end: 137 is then so many failed tasks,
   *     else a signal
   */
  static ExitCode of(int code, boolean complete) {
    return switch (code) {
      case 0 -> PASSED;
      case 250 -> MANY_TASKS_FAILED;
      case 251 -> HELP_SHOWN;
      case 252 -> INVALID_DATA;
      case 253 -> STOPPED;
      case 255 -> INTERNAL_ERROR;
      case 129, 130, 134, 137, 139, 143 -> complete ? TASKS_FAILED : KILLED;
      default -> code > 0 && code < 250 ? TASKS_FAILED : INTERNAL_ERROR;
    };
  }

  /** Key of the sentence in messages/connector. */
  String messageKey() {
    return "connector.robot.exit." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
