package genba.engine.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs in a process of its own.
 *
 * @param name file name of its log and its data folder
 * @param title as people know it
 * @param mainClass run by the guardian on the class path
 * @param jvmOptions options of the Java virtual machine, system properties included
 * @param arguments for the main class
 * @param ready answers with 200 once the program can be used
 */
record Program(
    String name,
    String title,
    String mainClass,
    List<Path> classPath,
    List<String> jvmOptions,
    List<String> arguments,
    List<Port> ports,
    URI ready) {

  private static final String GUARDIAN = "genba.engine.local.child.Guardian";

  /** Everything after {@code java}, one argument a line. */
  List<String> commandLine() {
    List<String> line = new ArrayList<>(jvmOptions);
    line.add("-classpath");
    line.add(String.join(System.getProperty("path.separator"), strings(classPath)));
    line.add(GUARDIAN);
    line.add(mainClass);
    line.addAll(arguments);
    return line;
  }

  /**
   * The command line as a file for {@code java @file}: a class path of some hundred jars does not
   * fit every system's command line, and the process list stays readable.
   */
  String argumentFile() {
    StringBuilder file = new StringBuilder();
    for (String argument : commandLine()) {
      file.append('"')
          .append(argument.replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"')
          .append(System.lineSeparator());
    }
    return file.toString();
  }

  private static List<String> strings(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }
}
