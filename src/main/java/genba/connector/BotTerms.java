package genba.connector;

import java.time.Duration;
import java.util.List;

/** What bot systems bear and how they are known to behave. */
public interface BotTerms {

  /**
   * How many runs go on at a time: a bot's licence runs one job, a system only so many. Set by
   * {@code parallelRunsPerBot} and {@code parallelRuns} of the connection.
   */
  record Limits(int perBot, int perSystem) {}

  /**
   * What to make of a run that the system has and does not begin.
   *
   * @param limit how long that is nothing to speak of
   * @param checklist the vendor's usual causes, in Japanese, one a line; may be empty
   */
  record Pending(Duration limit, List<String> checklist) {}

  Limits limits(String system);

  Pending pending(String system);
}
