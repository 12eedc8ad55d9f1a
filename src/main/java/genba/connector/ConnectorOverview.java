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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The catalogue as its page shows it: connectors by system, each with its state. */
@Component
class ConnectorOverview {

  /** Errors older than this no longer colour a connector. */
  private static final Duration RECENT = Duration.ofHours(24);

  private final ConnectorInsight insight;
  private final ConnectorCatalogue catalogue;
  private final Connections connections;
  private final Clock clock;

  ConnectorOverview(
      ConnectorInsight insight,
      ConnectorCatalogue catalogue,
      Connections connections,
      Clock clock) {
    this.insight = insight;
    this.catalogue = catalogue;
    this.connections = connections;
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
                    title(entry.getKey(), entry.getValue().getFirst().connector()),
                    entry.getValue()))
        .sorted(Comparator.comparing(Group::title, String.CASE_INSENSITIVE_ORDER))
        .toList();
  }

  /** Two systems of one vendor have titles of their own. */
  private String title(String system, Connector connector) {
    ConnectionFile file = connections.files().get(system);
    return file == null || file.problem() != null ? connector.systemTitle() : file.title();
  }

  Line line(Connector connector) {
    return insight
        .details(connector.name())
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
