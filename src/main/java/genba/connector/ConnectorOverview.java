package genba.connector;

import genba.connector.ConnectorDetails.CallError;
import genba.connector.ConnectorDetails.ConnectionDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The catalogue as its page shows it: connectors by system, each with its state. */
@Component
class ConnectorOverview {

  /** Errors older than this no longer colour a connector. */
  private static final Duration RECENT = Duration.ofHours(24);

  private final ObjectProvider<ConnectorInsight> insight;
  private final ConnectorCatalogue catalogue;
  private final Clock clock;

  ConnectorOverview(
      ObjectProvider<ConnectorInsight> insight, ConnectorCatalogue catalogue, Clock clock) {
    this.insight = insight;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** The worst comes first. */
  enum State {
    BROKEN("badge-error"),
    NOT_CONNECTED("badge-warning"),
    ERRORS("badge-caution"),
    USABLE("badge-success");

    private final String tone;

    State(String tone) {
      this.tone = tone;
    }

    public String tone() {
      return tone;
    }
  }

  /** A connector in the list. */
  record Line(Connector connector, State state, @Nullable Instant lastError) {}

  /** A system's connectors. */
  record Group(String system, String title, List<Line> lines) {}

  /**
   * Connectors by system.
   *
   * @param words all of them must be in name, title or description; empty: no matter
   * @param wanted null: any state
   */
  List<Group> groups(String words, @Nullable State wanted) {
    TreeMap<String, List<Line>> bySystem = new TreeMap<>();
    catalogue.connectors().stream()
        .filter(connector -> fits(connector, words))
        .map(this::line)
        .filter(line -> wanted == null || line.state() == wanted)
        .forEach(
            line ->
                bySystem
                    .computeIfAbsent(line.connector().system(), _ -> new ArrayList<>())
                    .add(line));
    return bySystem.entrySet().stream()
        .map(
            entry ->
                new Group(
                    entry.getKey(),
                    entry.getValue().getFirst().connector().systemTitle(),
                    entry.getValue()))
        .sorted(Comparator.comparing(Group::title, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  Line line(Connector connector) {
    return details(connector.name())
        .map(
            details ->
                new Line(
                    connector,
                    state(details),
                    details.lastErrors().stream()
                        .map(CallError::at)
                        .max(Comparator.naturalOrder())
                        .orElse(null)))
        .orElseGet(() -> new Line(connector, State.BROKEN, null));
  }

  State state(ConnectorDetails details) {
    if (details.connector().problem() != null) {
      return State.BROKEN;
    }
    List<ConnectionDetails> connections = details.connections();
    if (!connections.isEmpty() && connections.stream().noneMatch(ConnectionDetails::complete)) {
      return State.NOT_CONNECTED;
    }
    Instant since = clock.instant().minus(RECENT);
    return details.lastErrors().stream().anyMatch(error -> error.at().isAfter(since))
        ? State.ERRORS
        : State.USABLE;
  }

  Optional<ConnectorDetails> details(String name) {
    ConnectorInsight there = insight.getIfAvailable();
    return there != null
        ? there.details(name)
        : catalogue
            .find(name)
            .map(
                connector ->
                    new ConnectorDetails(
                        connector,
                        "",
                        List.of(),
                        new ConnectorDetails.Limits(
                            "standard", Duration.ofSeconds(30), null, null, null, null),
                        List.of()));
  }

  private static boolean fits(Connector connector, String words) {
    String text =
        String.join(
                " ",
                connector.name(),
                connector.title(),
                connector.description(),
                connector.systemTitle())
            .toLowerCase(Locale.ROOT);
    for (String word : words.toLowerCase(Locale.ROOT).split("[\\s\u3000]+")) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
