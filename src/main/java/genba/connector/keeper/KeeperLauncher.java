package genba.connector.keeper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a {@link BotKeeper}, which stays when this program goes. */
public final class KeeperLauncher {

  private static final long CLAIM_SECONDS = 15;
  private final Path program;

  /**
   * @param home folder the keeper's class is laid down in: it may not be read from the
   *     application's jar, which can be replaced while bots run
   */
  public KeeperLauncher(Path home) {
    this.program = home;
  }

  public static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * Starts the command unless a keeper was there before.
   *
   * @throws IOException where nothing could be started
   */
  public void start(RunFolder run, Duration timeLimit, Duration cancelGrace, List<String> command)
      throws IOException, InterruptedException {
    List<String> keeper = new ArrayList<>();
    keeper.addAll(
        List.of(
            java().toString(),
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            layDown().toString(),
            BotKeeper.class.getName(),
            run.state().toString(),
            run.root().toString(),
            timeLimit.toString(),
            cancelGrace.toString()));
    keeper.addAll(command);
    Path log = run.state().resolve("keeper.txt");
    ProcessBuilder builder =
        new ProcessBuilder(keeper)
            .directory(run.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    speakUtf8(builder.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLAIM_SECONDS);
    while (!run.isClaimed() && System.nanoTime() < until) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) && !run.isClaimed()) {
        throw new IOException("The bot's keeper ended before it began: " + Files.readString(log));
      }
    }
    if (!run.isClaimed()) {
      process.destroyForcibly();
      throw new IOException("The bot's keeper did not begin within " + CLAIM_SECONDS + " s");
    }
  }

  /** Japanese file names and output must survive a machine whose locale is not set. */
  private static void speakUtf8(Map<String, String> environment) {
    String locale = environment.getOrDefault("LC_ALL", environment.getOrDefault("LANG", ""));
    if (!locale.replace("-", "").toUpperCase(java.util.Locale.ROOT).endsWith("UTF8")) {
      environment.put("LC_ALL", "C.UTF-8");
    }
    environment.put("PYTHONUTF8", "1");
    environment.put("PYTHONDONTWRITEBYTECODE", "1");
  }

  private synchronized Path layDown() throws IOException {
    String name = BotKeeper.class.getName().replace('.', '/') + ".class";
    byte[] code;
    try (InputStream in = BotKeeper.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException("The keeper's class is missing from this program");
      }
      code = in.readAllBytes();
    }
    Path folder = program.resolve("keeper-" + Integer.toHexString(Arrays.hashCode(code)));
    Path target = folder.resolve(name);
    if (!Files.exists(target)) {
      Files.createDirectories(target.getParent());
      Path own = Files.createTempFile(target.getParent(), "keeper", ".class");
      Files.write(own, code);
      Files.move(own, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }
}
