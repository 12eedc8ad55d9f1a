package genba.connector.robot;

import genba.connector.BotResult;
import genba.connector.BotResultSource;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.keeper.BotKeeper;
import genba.connector.keeper.KeeperLauncher;
import genba.connector.keeper.ResultFile;
import genba.connector.keeper.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the Kamelets of {@code connectors/robot-framework} call: start, get, cancel. */
@Component("robotFramework")
public class RobotFramework implements BotResultSource {

  private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final long WAIT_FOR_EDITION_SECONDS = 20;
  private static final Duration BUSY = Duration.ofSeconds(15);

  private final RobotProperties properties;
  private final BotShelf shelf;
  private final RobotEdition edition;
  private final ActiveRuns active;
  private final RunReport reports;
  private final SuiteCommand suites;
  private final KeeperLauncher launcher;
  private final Clock clock;

  RobotFramework(
      RobotProperties properties,
      BotShelf shelf,
      RobotEdition edition,
      ActiveRuns active,
      RunReport reports,
      SuiteCommand suites,
      Clock clock) {
    this.properties = properties;
    this.shelf = shelf;
    this.edition = edition;
    this.active = active;
    this.reports = reports;
    this.suites = suites;
    this.launcher = new KeeperLauncher(properties.outputFolder().resolve(".keeper"));
    this.clock = clock;
  }

  /** Starts a bot at most once per reference. */
  public ConnectorOutcome start(String reference, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    if (!REFERENCE.matcher(reference).matches()) {
      return new Misconfigured("The reference must match " + REFERENCE);
    }
    RunFolder run = folder(reference);
    if (run.isClaimed()) {
      return accepted(run);
    }
    Optional<List<String>> robot;
    try {
      robot = edition.command(WAIT_FOR_EDITION_SECONDS);
    } catch (ArtifactResolutionException e) {
      return new RetryLater(
          "Robot Framework cannot be fetched: " + e.getMessage(), BUSY.multipliedBy(4));
    }
    if (robot.isEmpty()) {
      return new RetryLater("Robot Framework is still being fetched", BUSY);
    }
    String bot = String.valueOf(parameters.get("bot"));
    Map<?, ?> input = parameters.get("input") instanceof Map<?, ?> map ? map : Map.of();
    return startOnce(run, bot, input, robot.get());
  }

  private synchronized ConnectorOutcome startOnce(
      RunFolder run, String bot, Map<?, ?> input, List<String> robot)
      throws IOException, InterruptedException {
    if (run.isClaimed()) {
      return accepted(run);
    }
    if (run.isCancelled()) {
      return new Rejected("CANCELLED", "The run was cancelled before it was started");
    }
    if (active.count(this::settledEnd) >= properties.maxParallelRuns()) {
      return new RetryLater(
          "%d bots are running already".formatted(properties.maxParallelRuns()), BUSY);
    }
    Path copy = run.root().resolve("bot");
    if (!shelf.copy(bot, copy)) {
      return new Rejected("UNKNOWN_BOT", "There is no bot '" + bot + "'");
    }
    List<String> command = suites.of(robot, run, bot, copy, input);
    active.add(run);
    try {
      launcher.start(run, properties.timeLimit(), properties.cancelGrace(), command);
    } catch (IOException e) {
      if (!run.isClaimed()) {
        active.remove(run);
        throw e;
      }
    }
    return accepted(run);
  }

  private static Accepted accepted(RunFolder run) {
    return new Accepted(
        String.valueOf(run.root().getFileName()), Map.of("outputFolder", run.root().toString()));
  }

  /** How a run stands; ends it where its time is over and nobody else did. */
  public ConnectorOutcome get(String reference) throws IOException, InterruptedException {
    RunFolder run = REFERENCE.matcher(reference).matches() ? folder(reference) : null;
    if (run == null || !run.isClaimed()) {
      return new Completed(
          run != null && run.isCancelled() ? reports.neverStarted() : reports.unknown());
    }
    RunFolder.End end = settledEnd(run);
    return new Completed(end == null ? reports.running(run) : reports.ended(run, end));
  }

  /** Ends a run and all its processes; a run that was never started never will be. */
  public ConnectorOutcome cancel(String reference) throws IOException, InterruptedException {
    if (!REFERENCE.matcher(reference).matches()) {
      return new Misconfigured("The reference must match " + REFERENCE);
    }
    RunFolder run = folder(reference);
    if (run.end() == null) {
      run.cancel();
    }
    if (run.isClaimed()) {
      long until = System.nanoTime() + properties.cancelGrace().plusSeconds(3).toNanos();
      while (settledEnd(run) == null && System.nanoTime() < until) {
        Thread.sleep(50);
      }
    }
    return new Completed(Map.of());
  }

  @Override
  public List<BotResult> of(String reference) {
    if (!REFERENCE.matcher(reference).matches()) {
      return List.of();
    }
    try {
      return ResultFile.read(folder(reference).root().resolve("result.csv"));
    } catch (IOException e) {
      throw new UncheckedIOException("The results of " + reference + " cannot be read", e);
    }
  }

  /**
   * How the run ended, null while it goes on. Where the keeper was killed, its work is done here:
   * time limit, cancelling, and reading from the output how the bot ended.
   */
  private RunFolder.@Nullable End settledEnd(RunFolder run)
      throws IOException, InterruptedException {
    RunFolder.End end = run.end();
    if (end == null && run.keeper().isEmpty()) {
      end = run.end(); // it may have ended between the two looks
      if (end == null) {
        end = endWithoutKeeper(run);
      }
    }
    if (end != null) {
      active.remove(run);
    }
    return end;
  }

  private RunFolder.@Nullable End endWithoutKeeper(RunFolder run)
      throws IOException, InterruptedException {
    Optional<ProcessHandle> bot = run.bot();
    Instant deadline = run.deadline();
    boolean late = deadline != null && clock.instant().isAfter(deadline);
    if (bot.isPresent()) {
      if (!late && !run.isCancelled()) {
        return null;
      }
      BotKeeper.kill(bot.get(), properties.cancelGrace());
      BotKeeper.end(run.state(), "cause=" + (run.isCancelled() ? "cancelled" : "time-limit"));
      return run.end();
    }
    OutputXml output = OutputXml.read(run.root().resolve("output.xml"));
    List<String> lines = new ArrayList<>();
    if (output.complete()) {
      lines.add("cause=exit");
      lines.add("exitCode=" + Math.min(output.failed(), 250));
    } else {
      lines.add("cause=" + (run.isCancelled() ? "cancelled" : "vanished"));
    }
    BotKeeper.end(run.state(), lines.toArray(String[]::new));
    return run.end();
  }

  private RunFolder folder(String reference) {
    return new RunFolder(properties.outputFolder().resolve(reference));
  }
}
