package genba.connector.keeper;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one run: a folder, so that it is still known after a restart. The bot writes
 * into the folder itself, its keeper into {@code .run/}.
 */
public record RunFolder(Path root) {

  /** Start times read by two processes may differ by the clock's own corrections. */
  private static final Duration SAME_START = Duration.ofSeconds(2);

  /**
   * How a process ended.
   *
   * @param cause {@code exit}, {@code time-limit}, {@code cancelled}, {@code not-started} or {@code
   *     vanished}
   * @param exitCode null where nobody saw it
   */
  public record End(
      String cause, @Nullable Integer exitCode, String reason, @Nullable Instant at) {}

  public Path state() {
    return root.resolve(".run");
  }

  public boolean isClaimed() {
    return Files.exists(state().resolve(BotKeeper.KEEPER));
  }

  public boolean isCancelled() {
    return Files.exists(state().resolve(BotKeeper.CANCEL));
  }

  /** From now on nothing is started for this run, and what runs is ended. */
  public void cancel() throws IOException {
    Files.createDirectories(state());
    if (!isCancelled()) {
      Files.write(state().resolve(BotKeeper.CANCEL), new byte[0]);
    }
  }

  public @Nullable Instant startedAt() {
    return instant(read(BotKeeper.KEEPER).getProperty("claimedAt"));
  }

  public @Nullable Instant deadline() {
    return instant(read(BotKeeper.KEEPER).getProperty("deadline"));
  }

  public @Nullable End end() {
    if (!Files.exists(state().resolve(BotKeeper.END))) {
      return null;
    }
    Properties end = read(BotKeeper.END);
    String exitCode = end.getProperty("exitCode");
    return new End(
        end.getProperty("cause", "vanished"),
        exitCode == null ? null : Integer.valueOf(exitCode),
        end.getProperty("reason", ""),
        instant(end.getProperty("endedAt")));
  }

  public Optional<ProcessHandle> keeper() {
    return process(BotKeeper.KEEPER);
  }

  public Optional<ProcessHandle> bot() {
    return process(BotKeeper.BOT);
  }

  /** The process, if the one that has its number now is still the one that was started. */
  private Optional<ProcessHandle> process(String file) {
    Properties properties = read(file);
    String pid = properties.getProperty("pid");
    Instant started = instant(properties.getProperty("startedAt"));
    if (pid == null) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(pid))
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                started == null
                    || process
                        .info()
                        .startInstant()
                        .map(now -> Duration.between(started, now).abs().compareTo(SAME_START) <= 0)
                        .orElse(false));
  }

  private Properties read(String file) {
    Properties properties = new Properties();
    Path path = state().resolve(file);
    if (Files.exists(path)) {
      try (Reader in = Files.newBufferedReader(path)) {
        properties.load(in);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("Cannot read " + path, e);
      }
    }
    return properties;
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null || text.isEmpty() ? null : Instant.parse(text);
  }
}
