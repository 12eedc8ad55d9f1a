package genba.connector;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * A connector's file as read.
 *
 * @param kamelet the Kamelet's name, {@code robot-framework-start-run-action}
 * @param timeLimit how long one call may take; null: the general limit
 */
record KameletFile(
    Connector connector,
    String kamelet,
    Contract contract,
    @Nullable Duration timeLimit,
    String text) {

  private static final String SUFFIX = ".kamelet.yaml";

  boolean sound() {
    return connector.problem() == null;
  }

  KameletFile broken(String reason) {
    return new KameletFile(connector.withProblem(reason), kamelet, contract, timeLimit, text);
  }

  /**
   * Reads a file; a broken one becomes a connector with a problem, never an exception.
   *
   * @param system name of the folder
   */
  static KameletFile read(String system, String fileName, String text) {
    String kamelet = fileName.substring(0, fileName.length() - SUFFIX.length());
    String name =
        kamelet.endsWith("-action") ? kamelet.substring(0, kamelet.length() - 7) : kamelet;
    KameletFile bare =
        new KameletFile(
            new Connector(name, system, name, "", List.of(), null),
            kamelet,
            new Contract(Map.of(), Map.of(), false),
            null,
            text);
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      return bare.with(root instanceof Map<?, ?> map ? map : Map.of());
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      return bare.broken(
          at(fileName, line, Objects.requireNonNullElse(e.getProblem(), "not YAML")));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      return bare.broken(fileName + ": " + e.getMessage());
    }
  }

  private KameletFile with(Map<?, ?> root) {
    String fileName = kamelet + SUFFIX;
    Map<?, ?> metadata = map(root, "metadata");
    Map<?, ?> annotations = map(metadata, "annotations");
    Map<?, ?> definition = map(map(root, "spec"), "definition");
    Map<?, ?> template = map(map(root, "spec"), "template");
    if (!"Kamelet".equals(root.get("kind"))) {
      return broken(at(fileName, lineOf("kind:"), "kind must be Kamelet"));
    }
    if (!kamelet.equals(metadata.get("name"))) {
      return broken(
          at(
              fileName,
              lineOf("name:"),
              "metadata.name must be '" + kamelet + "', as the file is named"));
    }
    if (!kamelet.startsWith(connector.system() + "-")) {
      return broken(
          at(
              fileName,
              lineOf("name:"),
              "must start with its folder '" + connector.system() + "-'"));
    }
    if (definition.isEmpty() || template.isEmpty()) {
      return broken(at(fileName, lineOf("spec:"), "spec.definition and spec.template are needed"));
    }
    Object limit = annotations.get("genba.jp/time-limit");
    Object classes = annotations.get("genba.jp/data-classes");
    Contract contract = Contract.of(definition, template.toString());
    Connector described =
        new Connector(
            connector.name(),
            connector.system(),
            Objects.toString(definition.get("title"), connector.name()),
            Objects.toString(definition.get("description"), "").strip(),
            classes == null
                ? List.of()
                : Arrays.stream(classes.toString().split(",")).map(String::strip).toList(),
            null,
            "true".equals(Objects.toString(annotations.get("genba.jp/idempotent"), "false")),
            !"none".equals(Objects.toString(annotations.get("genba.jp/lookup"), "reference")),
            contract.parameters());
    return new KameletFile(
        described,
        kamelet,
        contract,
        limit == null ? null : Duration.parse(limit.toString()),
        text);
  }

  static String at(String fileName, int line, String reason) {
    return fileName + ", line " + line + ": " + reason;
  }

  private int lineOf(String start) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith(start)) {
        return i + 1;
      }
    }
    return 1;
  }

  private static Map<?, ?> map(Map<?, ?> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> child ? child : Map.of();
  }
}
