package genba.directory;

import java.util.List;

/**
 * Why a file cannot be taken over.
 *
 * @param line of the file, the heading is line 1
 * @param columnNumber from 1; 0 where the whole line is meant
 * @param column heading of the column, empty where the whole line is meant
 * @param code message {@code directory.problem.<code>}
 * @param arguments of the message
 */
record ImportProblem(
    DirectoryFile file,
    int line,
    int columnNumber,
    String column,
    String code,
    List<String> arguments) {

  String messageKey() {
    return "directory.problem." + code;
  }
}
