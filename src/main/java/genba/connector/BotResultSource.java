package genba.connector;

import java.util.List;

/** One bot system that keeps what its bots wrote down item by item, inside this module. */
public interface BotResultSource {

  /** Items of a run in the bot's order; empty for a run of another system. */
  List<BotResult> of(String reference);
}
