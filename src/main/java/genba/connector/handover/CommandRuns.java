package genba.connector.handover;

import genba.connector.BotResult;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.keeper.BotKeeper;
import genba.connector.keeper.KeeperLauncher;
import genba.connector.keeper.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Runs the command of a connection on this machine, as a process with a keeper of its own: the bot
 * outlives the hub, and its exit code is its state.
 */
@Component
class CommandRuns {

  private final HandOverProperties.Commands settings;
  private final RequestWriter requests;
  private final HandOverReport reports;
  private final KeeperLauncher launcher;
  private final Clock clock;

  CommandRuns(
      HandOverProperties properties, RequestWriter requests, HandOverReport reports, Clock clock) {
    this.settings = properties.handOver();
    this.requests = requests;
    this.reports = reports;
    this.launcher = new KeeperLauncher(settings.folder().resolve(".keeper"));
    this.clock = clock;
  }

  synchronized ConnectorOutcome start(HandOverCall call)
      throws IOException, InterruptedException, HandOverCall.Wrong {
    RunFolder run = folder(call.reference());
    if (!run.isClaimed()) {
      if (run.isCancelled()) {
        return new Rejected("CANCELLED", "The run was cancelled before it was started");
      }
      List<String> command = CommandLine.of(String.valueOf(call.command()), call, run.root());
      Files.createDirectories(run.state());
      requests.write(new RequestFolder(run.root()), call);
      try {
        launcher.start(run, call.timeLimit(), settings.cancelGrace(), command);
      } catch (IOException e) {
        if (!run.isClaimed()) {
          throw e;
        }
      }
    }
    return new Accepted(call.reference(), Map.of("outputFolder", run.root().toString()));
  }

  Map<String, Object> get(HandOverCall call) throws IOException, InterruptedException {
    RunFolder run = folder(call.reference());
    if (!run.isClaimed()) {
      return run.isCancelled()
          ? reports.of("CANCELLED", "cancelled")
          : reports.of("UNKNOWN", "unknown");
    }
    RunFolder.End end = settledEnd(run);
    Instant from = run.startedAt();
    if (end == null) {
      return reports.of(run.root(), from, "RUNNING", "running");
    }
    Map<String, Object> report =
        switch (end.cause()) {
          case "exit" -> exited(run, end, call);
          case "cancelled" -> reports.of(run.root(), from, "CANCELLED", "cancelled");
          case "time-limit" -> reports.of(run.root(), from, "FAILED", "time-limit");
          case "not-started" -> reports.of(run.root(), from, "FAILED", "not-started", end.reason());
          default -> reports.of(run.root(), from, "FAILED", "vanished");
        };
    if (end.at() != null) {
      report.put("endedAt", end.at().toString());
    }
    return report;
  }

  private Map<String, Object> exited(RunFolder run, RunFolder.End end, HandOverCall call)
      throws IOException {
    int code = end.exitCode() == null ? -1 : end.exitCode();
    boolean good = call.successCodes().contains(code);
    Map<String, Object> report =
        reports.of(
            run.root(),
            run.startedAt(),
            good ? "SUCCEEDED" : "FAILED",
            good ? "ended.succeeded" : "exit-code",
            String.valueOf(code));
    report.put("exitCode", code);
    ResultMark mark = ResultMark.read(new RequestFolder(run.root()));
    if (mark != null && mark.reference().equals(call.reference()) && !mark.message().isBlank()) {
      report.put("message", mark.message());
    }
    return report;
  }

  void cancel(HandOverCall call) throws IOException, InterruptedException {
    RunFolder run = folder(call.reference());
    if (run.end() == null) {
      run.cancel();
    }
    long until = System.nanoTime() + settings.cancelGrace().plusSeconds(3).toNanos();
    while (run.isClaimed() && settledEnd(run) == null && System.nanoTime() < until) {
      Thread.sleep(50);
    }
  }

  List<BotResult> results(String reference) throws IOException {
    return HandOverReport.results(folder(reference).root());
  }

  /** How the run ended, null while it goes on. A killed keeper's work is done here. */
  private RunFolder.@Nullable End settledEnd(RunFolder run)
      throws IOException, InterruptedException {
    RunFolder.End end = run.end();
    if (end != null || run.keeper().isPresent()) {
      return end;
    }
    end = run.end(); // it may have ended between the two looks
    if (end != null) {
      return end;
    }
    var bot = run.bot();
    if (bot.isEmpty()) {
      BotKeeper.end(run.state(), "cause=" + (run.isCancelled() ? "cancelled" : "vanished"));
      return run.end();
    }
    Instant deadline = run.deadline();
    boolean late = deadline != null && clock.instant().isAfter(deadline);
    if (!late && !run.isCancelled()) {
      return null;
    }
    BotKeeper.kill(bot.get(), settings.cancelGrace());
    BotKeeper.end(run.state(), "cause=" + (run.isCancelled() ? "cancelled" : "time-limit"));
    return run.end();
  }

  private RunFolder folder(String reference) {
    return new RunFolder(settings.folder().resolve(reference));
  }
}
