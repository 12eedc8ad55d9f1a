package genba.engine;

import java.util.concurrent.CompletableFuture;

/** Whether the engine can be worked with yet. The hub's pages are up before the engine is. */
public interface EngineReadiness {

  boolean isReady();

  /** What is going on, one line in the user's language for the home page and the health report. */
  String state();

  /**
   * Completes when the engine is there, exceptionally when it will not come. Each call gives a copy
   * that the caller may cancel.
   */
  CompletableFuture<Void> whenReady();
}
