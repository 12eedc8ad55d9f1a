package genba.connector.keeper;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The parent of one bot: a small program of its own, so that bot, time limit and exit code outlive
 * Genba. {@code BotKeeper <folder> <run> <limit> <grace> <command…>}: claims the run (whoever comes
 * second leaves), starts the command, ends it on the time limit or when the file {@code cancel}
 * appears, and writes how it ended. It uses the JDK only and is one class file, because it runs
 * outside the application's class path.
 */
public final class BotKeeper {

  public static final String KEEPER = "keeper.properties";
  public static final String BOT = "bot.properties";
  public static final String CANCEL = "cancel";
  public static final String END = "end.properties";
  private static final long LOOK_MILLIS = 100;

  private BotKeeper() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Path workingFolder = Path.of(args[1]);
    Duration limit = Duration.parse(args[2]);
    Duration grace = Duration.parse(args[3]);
    List<String> command = Arrays.asList(args).subList(4, args.length);
    leaveTheSession();
    if (!claim(folder, limit)) {
      return;
    }
    Process bot;
    try {
      bot =
          new ProcessBuilder(command)
              .directory(workingFolder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(workingFolder.resolve("console.txt").toFile())
              .start();
    } catch (IOException e) {
      end(folder, "cause=not-started", "reason=" + oneLine(String.valueOf(e.getMessage())));
      return;
    }
    bot.getOutputStream().close();
    write(folder.resolve(BOT), process(bot.toHandle()));
    String cause = watch(bot, folder.resolve(CANCEL), limit, grace);
    end(folder, "cause=" + cause, "exitCode=" + bot.waitFor());
  }

  private static String watch(Process bot, Path cancel, Duration limit, Duration grace)
      throws InterruptedException {
    long from = System.nanoTime();
    while (!bot.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      boolean late = System.nanoTime() - from > limit.toNanos();
      if (late || Files.exists(cancel)) {
        kill(bot.toHandle(), grace);
        return late ? "time-limit" : "cancelled";
      }
    }
    return "exit";
  }

  /** Ends a process and all it started: politely first, after the grace by force. */
  public static void kill(ProcessHandle root, Duration grace) throws InterruptedException {
    List<ProcessHandle> tree = new ArrayList<>(root.descendants().toList());
    tree.add(root);
    root.destroy();
    long until = System.nanoTime() + grace.toNanos();
    while (root.isAlive() && System.nanoTime() < until) {
      Thread.sleep(LOOK_MILLIS);
    }
    root.descendants().forEach(tree::add);
    for (ProcessHandle process : tree) {
      if (process.isAlive()) {
        process.destroyForcibly();
      }
    }
  }

  /**
   * Its own session: Ctrl-C in Genba's terminal and a closed terminal do not reach it. Unix only,
   * else nothing.
   */
  private static void leaveTheSession() {
    try {
      Linker linker = Linker.nativeLinker();
      var address = linker.defaultLookup().find("setsid");
      if (address.isPresent()) {
        int ignored =
            (int)
                linker
                    .downcallHandle(address.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT))
                    .invokeExact();
      }
    } catch (Throwable e) {
      System.err.println("Stays in the session of its parent: " + e);
    }
  }

  /** A hard link appears at once with its content, and only for the first. */
  private static boolean claim(Path folder, Duration limit) throws IOException {
    Path target = folder.resolve(KEEPER);
    Path own = folder.resolve(KEEPER + "." + ProcessHandle.current().pid());
    List<String> lines = new ArrayList<>(process(ProcessHandle.current()));
    lines.add("claimedAt=" + Instant.now());
    lines.add("deadline=" + Instant.now().plus(limit));
    Files.write(own, lines);
    try {
      Files.createLink(target, own);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException | IOException e) {
      if (Files.exists(target)) {
        return false;
      }
      try {
        Files.write(target, lines, java.nio.file.StandardOpenOption.CREATE_NEW);
        return true;
      } catch (FileAlreadyExistsException second) {
        return false;
      }
    } finally {
      Files.deleteIfExists(own);
    }
  }

  public static void end(Path folder, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add("endedAt=" + Instant.now());
    write(folder.resolve(END), all);
  }

  private static void write(Path target, List<String> lines) throws IOException {
    Path own = target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid());
    Files.write(own, lines);
    Files.move(own, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static List<String> process(ProcessHandle process) {
    return List.of(
        "pid=" + process.pid(),
        "startedAt=" + process.info().startInstant().map(Instant::toString).orElse(""));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").replace("\\", "\\\\");
  }
}
