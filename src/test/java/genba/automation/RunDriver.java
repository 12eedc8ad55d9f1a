package genba.automation;

import genba.connector.BotTerms;
import genba.connector.CallbackVerifier;
import genba.connector.ConnectorCatalogue;
import genba.connector.ConnectorGateway;
import genba.directory.DataClass;
import genba.engine.JobResult;
import genba.testing.TestDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Drives the real start, poll, deadline and settling code over any gateway, as the engine and the
 * poller would, with a clock that jumps: what takes hours takes no time.
 */
public final class RunDriver {

  private static final int RETRIES = 4;

  private final AutomationWorld world;

  public RunDriver(
      ConnectorGateway gateway,
      ConnectorCatalogue catalogue,
      CallbackVerifier verifier,
      BotTerms terms,
      URI hub) {
    world =
        new AutomationWorld(TestDatabase.H2.migrated(), gateway, catalogue, verifier, terms, hub);
  }

  /** A run that nothing has been done about. */
  public String request(String system, String bot) {
    return world.requested(system, bot, DataClass.INTERNAL);
  }

  /**
   * The start's job, as often as it comes again.
   *
   * @return false where a person must mend something first
   */
  public boolean start(String run) {
    for (int retries = RETRIES; retries > 0; retries--) {
      switch (world.start(run, retries)) {
        case JobResult.Done _, JobResult.Error _ -> {
          return true;
        }
        case JobResult.Later(var _, var backOff) -> world.clock.pass(backOff);
        case JobResult.NotYet _, JobResult.Incident _ -> {
          return false;
        }
      }
    }
    throw new AssertionError("The last try of a start must say what becomes of the run");
  }

  /** Looks at runs that are due, without letting time pass. */
  public int look() {
    return world.look();
  }

  /** Looks again and again until the run has ended, at the latest at its deadline. */
  public void follow(String run) {
    for (int looks = 0; !state(run).isFinal(); looks++) {
      Instant deadline = world.run(run).deadline();
      if (deadline != null && !world.clock.instant().isBefore(deadline)) {
        stopAtDeadline(run);
        return;
      }
      world.look();
      if (!state(run).isFinal()) {
        world.clock.pass(looks < 10 ? Duration.ofSeconds(40) : Duration.ofMinutes(6));
      }
    }
  }

  private void stopAtDeadline(String run) {
    for (int retries = RETRIES; retries > 0 && !state(run).isFinal(); retries--) {
      if (world.cancel(run, retries) instanceof JobResult.Later(var _, var backOff)) {
        world.clock.pass(backOff);
      }
    }
  }

  public RunState state(String run) {
    return world.state(run);
  }

  /** What the process learns when it settles the run: whether people take it over. */
  public boolean isHandedToPeople(String run) {
    return world.settle(run) instanceof JobResult.Done(var variables)
        && Boolean.TRUE.equals(variables.get("needsHand"));
  }

  /** Rows the run has in the ledger. */
  public long gains(String run) {
    return world.ledger.values().stream().filter(entry -> entry.sourceId().equals(run)).count();
  }

  /** Whether people were told that the run does not begin. */
  public boolean wasToldPending(String run) {
    return world.notices.stream().anyMatch(notice -> notice.endsWith("/runs/" + run));
  }

  /**
   * @return false where the callback does not carry the system's signature
   */
  public boolean hear(String system, String reference, Map<String, String> headers, byte[] body) {
    return world.callbacks.hear(system, reference.isEmpty() ? null : reference, headers, body);
  }
}
