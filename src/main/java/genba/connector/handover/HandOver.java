package genba.connector.handover;

import genba.connector.BotResult;
import genba.connector.BotResultSource;
import genba.connector.ConnectionProbe;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.connector.handover.HandOverCall.Wrong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What the Kamelets of {@code connectors/winactor} call: start, get, cancel, with a map of {@code
 * reference}, {@code connection} and the call's parameters. The share is the truth: nothing is kept
 * here.
 */
@Component("handOver")
public class HandOver implements BotResultSource, ConnectionProbe {

  private static final Duration SHARE_AWAY = Duration.ofMinutes(1);

  private final HandOverProperties properties;
  private final RequestWriter requests;
  private final CommandRuns commands;
  private final HandOverReport reports;
  private final Clock clock;

  HandOver(
      HandOverProperties properties,
      RequestWriter requests,
      CommandRuns commands,
      HandOverReport reports,
      Clock clock) {
    this.properties = properties;
    this.requests = requests;
    this.commands = commands;
    this.reports = reports;
    this.clock = clock;
  }

  /** Lays a request down, or runs the command, at most once per reference. */
  public ConnectorOutcome start(Map<String, Object> parameters)
      throws IOException, InterruptedException {
    try {
      HandOverCall call = HandOverCall.of(parameters);
      if (!call.namesABot()) {
        return new Rejected(
            "INVALID_BOT",
            "A scenario's name has no \\ / : * ? \" < > | and no control characters");
      }
      Path share = call.folder();
      if (share == null) {
        return commands.start(call);
      }
      return isThere(share) ? lay(RequestFolder.of(share, call.reference()), call) : away();
    } catch (Wrong e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    } catch (CharacterCodingException e) {
      return new Rejected("NOT_IN_CHARSET", String.valueOf(e.getMessage()));
    }
  }

  private ConnectorOutcome lay(RequestFolder run, HandOverCall call) throws IOException {
    run.create();
    if (run.closed() != null) {
      return new Rejected("CANCELLED", "The run was cancelled before it was started");
    }
    if (!run.has(RequestFolder.JSON)) {
      requests.write(run, call);
    }
    return new Accepted(call.reference(), Map.of("outputFolder", run.root().toString()));
  }

  /** How a run stands; closes a request that nobody took in time. */
  public ConnectorOutcome get(Map<String, Object> parameters)
      throws IOException, InterruptedException {
    try {
      HandOverCall call = HandOverCall.of(parameters);
      Path share = call.folder();
      if (share == null) {
        return new Completed(commands.get(call));
      }
      return isThere(share)
          ? new Completed(look(RequestFolder.of(share, call.reference()), call))
          : away();
    } catch (Wrong e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, Object> look(RequestFolder run, HandOverCall call) throws IOException {
    String closed = run.closed();
    if (closed != null) {
      return closed.equals("cancelled")
          ? reports.of("CANCELLED", "cancelled")
          : reports.of("FAILED", "not-claimed");
    }
    if (!run.has(RequestFolder.JSON)) {
      return reports.of("UNKNOWN", "unknown");
    }
    ResultMark mark = ResultMark.read(run);
    boolean ours = mark != null && mark.reference().equals(call.reference());
    if (mark != null && ours) {
      return reports.ended(run.root(), mark, run.claimedAt());
    }
    boolean late = clock.instant().isAfter(requests.deadline(run, call));
    if (run.has(RequestFolder.CLAIM)) {
      return working(run, call, late, mark != null);
    }
    if (!late) {
      return reports.of("PENDING", "pending");
    }
    return run.close("deadline")
        ? reports.of("FAILED", "not-claimed")
        : working(run, call, true, mark != null);
  }

  private Map<String, Object> working(
      RequestFolder run, HandOverCall call, boolean late, boolean foreignResult)
      throws IOException {
    Instant claimedAt = run.claimedAt();
    Instant last = run.lastSign();
    if (last != null
        && call.staleAfter().isPositive()
        && Duration.between(last, run.shareTime()).compareTo(call.staleAfter()) > 0) {
      run.cancel("lost"); // should it come back, it must not go on
      return run.isCancelled()
          ? reports.of(run.root(), claimedAt, "CANCELLED", "cancelled")
          : reports.of(
              run.root(), claimedAt, "FAILED", "stale", HandOverReport.minutes(call.staleAfter()));
    }
    if (late) {
      run.cancel("deadline");
    }
    return reports.of(
        run.root(), claimedAt, "RUNNING", foreignResult ? "foreign-result" : "running");
  }

  /** A request nobody took is closed for ever; a bot that works is asked to stop. */
  public ConnectorOutcome cancel(Map<String, Object> parameters)
      throws IOException, InterruptedException {
    try {
      HandOverCall call = HandOverCall.of(parameters);
      Path share = call.folder();
      if (share == null) {
        commands.cancel(call);
        return new Completed(Map.of());
      }
      if (!isThere(share)) {
        return away();
      }
      RequestFolder run = RequestFolder.of(share, call.reference());
      run.create();
      if (!run.close("cancelled")) {
        run.cancel("cancelled");
      }
      return new Completed(Map.of());
    } catch (Wrong e) {
      return new Misconfigured(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String system() {
    return HandOverProperties.SYSTEM;
  }

  /** The share can be reached and written; a command's program is only known once it runs. */
  @Override
  public ConnectorOutcome probe(Map<String, String> connection) throws IOException {
    String folder = connection.getOrDefault("folder", "");
    if (folder.isBlank()) {
      return connection.getOrDefault("command", "").isBlank()
          ? new Misconfigured("The connection needs either 'folder' or 'command'")
          : new Completed(Map.of());
    }
    if (!isThere(Path.of(folder))) {
      return away();
    }
    Path requests = Path.of(folder).resolve(RequestFolder.REQUESTS);
    Files.delete(Files.createTempFile(requests, ".genba-", ".probe"));
    return new Completed(Map.of());
  }

  @Override
  public List<BotResult> of(String reference) {
    if (!HandOverCall.isReference(reference)) {
      return List.of();
    }
    try {
      List<BotResult> results = commands.results(reference);
      for (Path folder : properties.folders()) {
        if (results.isEmpty()) {
          results = HandOverReport.results(RequestFolder.of(folder, reference).root());
        }
      }
      return results;
    } catch (IOException e) {
      throw new UncheckedIOException("The results of " + reference + " cannot be read", e);
    }
  }

  /** An empty mount point is not the share: it has no folder for requests, and none is made. */
  private static boolean isThere(Path share) {
    return Files.isDirectory(share.resolve(RequestFolder.REQUESTS));
  }

  private static RetryLater away() {
    return new RetryLater(
        "The folder cannot be reached, or it has no subfolder 'requests'", SHARE_AWAY, true);
  }
}
