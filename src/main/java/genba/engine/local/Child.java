package genba.engine.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A running program. Its standard input is a pipe whose other end only this process holds: when the
 * hub goes, however it goes, the guardian inside reads the end of the pipe and ends the program.
 */
final class Child {

  /** The rest of the hub's environment would configure the programs too, SPRING_… say. */
  private static final Set<String> ENVIRONMENT =
      Set.of("HOME", "LANG", "LC_ALL", "PATH", "SystemRoot", "TEMP", "TMP", "TMPDIR", "TZ");

  private static final int LAST_LINES = 12;

  private final Program program;
  private final Folders folders;
  private final Process process;
  private final Instant startedAt = Instant.now();

  private Child(Program program, Folders folders, Process process) {
    this.program = program;
    this.folders = folders;
    this.process = process;
  }

  /**
   * Starts the program on the Java that runs the hub.
   *
   * @throws LocalCamundaException when the system refuses
   */
  static Child start(Program program, Folders folders) {
    Path arguments = folders.arguments(program.name());
    Path data = folders.data(program.name());
    try {
      Files.createDirectories(arguments.getParent());
      Files.createDirectories(data);
      Files.writeString(arguments, program.argumentFile());
      ProcessBuilder builder =
          new ProcessBuilder(java().toString(), "@" + arguments)
              .directory(data.toFile())
              .redirectErrorStream(true)
              .redirectOutput(freshLog(folders.log(program.name())).toFile());
      builder.environment().keySet().retainAll(ENVIRONMENT);
      // glibc would otherwise keep up to 64 MB for each thread that ever allocated.
      builder.environment().put("MALLOC_ARENA_MAX", "2");
      return new Child(program, folders, builder.start());
    } catch (IOException e) {
      throw LocalCamundaException.causedBy(e, "not-started", program.title(), e.toString());
    }
  }

  Program program() {
    return program;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Duration age() {
    return Duration.between(startedAt, Instant.now());
  }

  CompletableFuture<Child> onExit() {
    return process.onExit().thenApply(ended -> this);
  }

  /** Asks it to end. */
  void end() {
    process.destroy();
  }

  /** Returns when it has ended; forces it after the time. */
  void awaitEnd(Duration timeout) throws InterruptedException {
    if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Why it is no longer there. */
  LocalCamundaException death() {
    return LocalCamundaException.of(
        "died",
        program.title(),
        Integer.toString(process.exitValue()),
        folders.log(program.name()).toString(),
        lastLines(),
        folders.data(program.name()).toString());
  }

  /** That it is there but cannot be used. */
  LocalCamundaException late(Duration timeout) {
    return LocalCamundaException.of(
        "late",
        program.title(),
        Long.toString(timeout.toSeconds()),
        folders.log(program.name()).toString(),
        lastLines());
  }

  private String lastLines() {
    try {
      List<String> lines =
          new String(Files.readAllBytes(folders.log(program.name())), StandardCharsets.UTF_8)
              .lines()
              .toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> System.lineSeparator() + "    " + line)
          .reduce("", String::concat);
    } catch (IOException e) {
      return " (" + e + ")";
    }
  }

  private static Path freshLog(Path log) throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log)) {
      Path previous = log.resolveSibling(log.getFileName().toString().replace(".log", ".1.log"));
      Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }
}
