package genba.engine.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@link CamundaParent} in a process of its own. */
public final class ParentProcess {

  private static final List<String> PORTS =
      List.of(
          "tasklist",
          "rest",
          "grpc",
          "operate",
          "search",
          "search-transport",
          "broker-command",
          "broker-internal",
          "tasklist-internal",
          "operate-internal",
          "broker-management",
          "tasklist-management",
          "operate-management");

  private final Process process;
  private final Path output;
  private final List<ProcessHandle> family = new ArrayList<>();

  private ParentProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  public static ParentProcess start(Path folder, Map<String, Integer> ports) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                CamundaParent.class.getName(),
                "--genba.camunda.local.data-folder=" + folder));
    ports.forEach((name, port) -> command.add("--genba.camunda.local.ports." + name + "=" + port));
    Files.createDirectories(folder);
    Path output = Files.createTempFile(folder, "parent", ".log");
    return new ParentProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start(),
        output);
  }

  public static Map<String, Integer> freePorts() throws IOException {
    Map<String, Integer> ports = new LinkedHashMap<>();
    List<ServerSocket> sockets = new ArrayList<>();
    for (String name : PORTS) {
      ServerSocket socket = new ServerSocket(0);
      sockets.add(socket);
      ports.put(name, socket.getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Camunda is there. Remembers its processes. */
  public boolean isReady() {
    if (!process.isAlive()) {
      throw new AssertionError("The parent ended:\n" + output());
    }
    try (Stream<ProcessHandle> children = process.children()) {
      family.clear();
      family.addAll(children.toList());
    }
    return output().contains("READY");
  }

  /** The processes that Camunda consisted of when it was last asked whether it is ready. */
  List<ProcessHandle> living() {
    // A process that nobody has reaped yet has no command any more.
    return family.stream()
        .filter(child -> child.isAlive() && child.info().command().isPresent())
        .toList();
  }

  int size() {
    return family.size();
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As Ctrl-C or a service manager does it. */
  int terminate() throws InterruptedException {
    process.destroy();
    return exitCode();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("The parent does not end:\n" + output());
    }
    return process.exitValue();
  }
}
