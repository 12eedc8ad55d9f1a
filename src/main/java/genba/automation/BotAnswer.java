package genba.automation;

import java.time.Duration;

/** What a bot system said when asked about a run. */
sealed interface BotAnswer {

  record Known(BotReport report) implements BotAnswer {}

  /** It never heard of the run. */
  record Unknown() implements BotAnswer {}

  /** It cannot be asked about this run: it knows runs by its own id only, which nobody knows. */
  record NoKey() implements BotAnswer {}

  /** It cannot be asked now. */
  record Away(String reason, Duration backOff) implements BotAnswer {}

  /** It cannot be asked before an operator has mended the connector. */
  record Broken(String reason) implements BotAnswer {}
}
