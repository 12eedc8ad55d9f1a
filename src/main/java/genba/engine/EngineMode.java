package genba.engine;

/** Which engine the hub works with. */
enum EngineMode {
  /** The hub starts its own Camunda beside itself. */
  LOCAL,
  /** A Camunda 8 cluster that somebody else runs. */
  REMOTE,
  /** None: pages and API work, the outbox keeps every message. */
  OFF
}
