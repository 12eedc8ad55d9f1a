package genba.connector;

import java.util.List;

/** What bots wrote down item by item, whichever system they ran in. */
public interface BotResults {

  /**
   * Items of a run in the bot's order; empty for a reference no bot system knows, or before the
   * first item.
   */
  List<BotResult> of(String reference);
}
