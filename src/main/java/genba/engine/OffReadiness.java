package genba.engine;

import java.util.concurrent.CompletableFuture;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** There is no engine, on purpose. */
final class OffReadiness implements EngineReadiness {
  private final MessageSource messages;

  OffReadiness(MessageSource messages) {
    this.messages = messages;
  }

  @Override
  public boolean isReady() {
    return false;
  }

  @Override
  public String state() {
    return messages.getMessage("engine.off", null, LocaleContextHolder.getLocale());
  }

  @Override
  public CompletableFuture<Void> whenReady() {
    return new CompletableFuture<>();
  }
}
