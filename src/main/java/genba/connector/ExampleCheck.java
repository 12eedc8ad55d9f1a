package genba.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a connector does what its examples say, its system played from them. */
@Component
class ExampleCheck {

  private final CamelGateway gateway;

  ExampleCheck(CamelGateway gateway) {
    this.gateway = gateway;
  }

  /**
   * The examples of a system that can be read, by path.
   *
   * @param wrong takes what is wrong with the others
   */
  static Map<String, ExampleFile> read(
      Map<String, @Nullable String> texts, List<FileProblem> wrong) {
    Map<String, ExampleFile> examples = new TreeMap<>();
    texts.forEach(
        (path, text) -> {
          String name = path.substring(path.lastIndexOf('/') + 1);
          try {
            examples.put(path, ExampleFile.read(name, text == null ? "" : text));
          } catch (IllegalArgumentException e) {
            wrong.add(
                FileProblem.at(
                    path,
                    0,
                    "example-unreadable",
                    name,
                    Masker.shorten(String.valueOf(e.getMessage()))));
          }
        });
    return examples;
  }

  /** The first example that goes another way, null where all go as they should. */
  @Nullable FileProblem problem(
      LoadedKamelet kamelet,
      @Nullable ConnectionFile connection,
      Map<String, ExampleFile> examples) {
    for (Map.Entry<String, ExampleFile> entry : examples.entrySet()) {
      ExampleFile example = entry.getValue();
      if (!example.call().connector().equals(kamelet.file().connector().name())
          || example.exchanges() == null) {
        continue;
      }
      List<String> differences = new ArrayList<>(differences(kamelet, connection, example));
      if (!differences.isEmpty()) {
        String name = entry.getKey().substring(entry.getKey().lastIndexOf('/') + 1);
        return FileProblem.at(
            kamelet.file().path(),
            0,
            "example-fails",
            name,
            Masker.shorten(differences.getFirst()));
      }
    }
    return null;
  }

  private List<String> differences(
      LoadedKamelet kamelet, @Nullable ConnectionFile connection, ExampleFile example) {
    String system = kamelet.file().connector().system();
    Replay replay = new Replay(example.exchanges() == null ? List.of() : example.exchanges());
    ConnectorOutcome outcome =
        gateway.rehearse(
            kamelet,
            example.call().toCall(),
            Connections.rehearsal(connection, system, example.connectionInstead()),
            replay);
    return ExampleRun.of(example, outcome, replay).differences();
  }
}
