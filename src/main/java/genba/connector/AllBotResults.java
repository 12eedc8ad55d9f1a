package genba.connector;

import java.util.List;
import org.springframework.stereotype.Component;

/** Asks every bot system: a run's reference is known to one of them only. */
@Component
class AllBotResults implements BotResults {

  private final List<BotResultSource> sources;

  AllBotResults(List<BotResultSource> sources) {
    this.sources = sources;
  }

  @Override
  public List<BotResult> of(String reference) {
    return sources.stream()
        .map(source -> source.of(reference))
        .filter(results -> !results.isEmpty())
        .findFirst()
        .orElse(List.of());
  }
}
