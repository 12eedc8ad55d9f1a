package genba.engine;

/** Gives one message to the engine, once. */
interface MessagePublisher {

  Answer publish(EngineMessage message);

  /** What the engine said. */
  sealed interface Answer {

    /** The engine has it, now or from an earlier attempt. */
    record Taken() implements Answer {}

    /** Cannot be answered now: the message stays at the head of the queue. */
    record Away(String reason) implements Answer {}

    /** No repetition helps. */
    record Refused(String reason) implements Answer {}
  }
}
