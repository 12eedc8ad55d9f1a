package genba.engine;

/**
 * The way to the engine: a message is on disk with the caller's rows and reaches the engine once.
 */
public interface EngineOutbox {

  /**
   * Takes the message in the caller's transaction; a poller publishes it after the commit, in
   * order, until the engine has it.
   *
   * @throws org.springframework.transaction.IllegalTransactionStateException outside a transaction
   */
  void publish(EngineMessage message);
}
