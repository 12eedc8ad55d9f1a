package genba.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Runs the examples beside the connectors; those with exchanges without any network. */
@Component
class Examples {

  private final ConnectorFolder folder;
  private final Connections connections;
  private final CamelGateway gateway;

  Examples(ConnectorFolder folder, Connections connections, CamelGateway gateway) {
    this.folder = folder;
    this.connections = connections;
    this.gateway = gateway;
  }

  /**
   * The examples of a system, by file name.
   *
   * @throws IllegalArgumentException where a file is none, saying file and line
   */
  SortedMap<String, ExampleFile> of(String system) {
    SortedMap<String, ExampleFile> found = new TreeMap<>();
    for (ConnectorFolder.Entry entry : folder.find(system + "/examples/*.json")) {
      try {
        found.put(
            entry.fileName(),
            ExampleFile.read(
                entry.fileName(), entry.content().getContentAsString(StandardCharsets.UTF_8)));
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read " + entry.path(), e);
      }
    }
    return found;
  }

  /** Runs an example that has exchanges; the answers come from them. */
  ExampleRun rehearse(String system, ExampleFile example) {
    Replay replay = new Replay(example.exchanges() == null ? List.of() : example.exchanges());
    ConnectorOutcome outcome =
        gateway.rehearse(
            example.call().toCall(),
            connections.rehearsal(system, example.connectionInstead()),
            replay);
    return ExampleRun.of(example, outcome, replay);
  }

  /** Runs an example for real, with the configured connection. */
  ExampleRun perform(ExampleFile example) {
    if (example.given() != null) {
      example.given().forEach(call -> gateway.call(call.toCall()));
    }
    return ExampleRun.of(example, gateway.call(example.call().toCall()), null);
  }
}
