package genba.engine.local;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The process that listens on a port, as far as the system tells (Linux, own processes).
 *
 * @param command the command line with its arguments
 */
record PortHolder(long pid, String command) {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTENING = "0A";
  private static final int LONGEST_COMMAND = 200;

  static Optional<PortHolder> of(int port) {
    Set<String> sockets = listeningSockets(port);
    if (sockets.isEmpty()) {
      return Optional.empty();
    }
    return ProcessHandle.allProcesses()
        .filter(process -> holdsAny(process.pid(), sockets))
        .findFirst()
        .map(process -> new PortHolder(process.pid(), commandLine(process.pid())));
  }

  /** The command line, short enough for a sentence. */
  String shortCommand() {
    return command.length() <= LONGEST_COMMAND
        ? command
        : command.substring(0, LONGEST_COMMAND) + "…";
  }

  /** Socket names as the links in {@code /proc/<pid>/fd} show them. */
  private static Set<String> listeningSockets(int port) {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : lines(PROC.resolve(table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
          sockets.add("socket:[" + columns[9] + "]");
        }
      }
    }
    return sockets;
  }

  private static boolean holdsAny(long pid, Set<String> sockets) {
    Path descriptors = PROC.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
      for (Path link : links) {
        if (sockets.contains(Files.readSymbolicLink(link).toString())) {
          return true;
        }
      }
      return false;
    } catch (IOException | DirectoryIteratorException e) {
      return false; // ended meanwhile, or somebody else's
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"))
          .replace('\0', ' ')
          .strip();
    } catch (IOException e) {
      return "?";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
