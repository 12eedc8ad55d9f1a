package genba.engine.local;

import genba.engine.EngineReadiness;
import java.util.concurrent.CompletableFuture;

/** An engine that needs no waiting for. */
public record AlwaysReady() implements EngineReadiness {

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public String state() {
    return "ready";
  }

  @Override
  public CompletableFuture<Void> whenReady() {
    return CompletableFuture.completedFuture(null);
  }
}
