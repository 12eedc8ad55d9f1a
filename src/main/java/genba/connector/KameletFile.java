package genba.connector;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connector's file as read.
 *
 * @param kamelet the Kamelet's name, {@code robot-framework-start-run-action}
 * @param path below the connectors' folder
 * @param timeLimit how long one call may take; null: the policy's or the general limit
 * @param fault what is wrong with it, null where nothing is
 */
record KameletFile(
    Connector connector,
    String kamelet,
    String path,
    Contract contract,
    @Nullable Duration timeLimit,
    String text,
    @Nullable FileProblem fault) {

  static final String SUFFIX = ".kamelet.yaml";

  boolean sound() {
    return fault == null;
  }

  KameletFile broken(FileProblem problem) {
    return new KameletFile(
        connector.withProblem(problem.inEnglish()),
        kamelet,
        path,
        contract,
        timeLimit,
        text,
        problem);
  }

  /** Name of the Kamelet a file must hold. */
  static String kameletOf(String fileName) {
    return fileName.substring(0, fileName.length() - SUFFIX.length());
  }

  /** What is known of a file that cannot be read any further. */
  static KameletFile bare(String system, String path, String text) {
    String kamelet = kameletOf(path.substring(path.lastIndexOf('/') + 1));
    String name = nameOf(kamelet);
    return new KameletFile(
        new Connector(name, system, name, "", List.of(), null),
        kamelet,
        path,
        new Contract(Map.of(), Map.of(), false),
        null,
        text,
        null);
  }

  static String nameOf(String kamelet) {
    return kamelet.endsWith("-action") ? kamelet.substring(0, kamelet.length() - 7) : kamelet;
  }

  /** With what a checked file says. */
  KameletFile with(YamlText yaml) {
    Map<String, Object> root = yaml.root();
    Map<String, Object> annotations =
        YamlText.map(YamlText.map(root.get("metadata")).get("annotations"));
    Map<String, Object> spec = YamlText.map(root.get("spec"));
    Map<String, Object> definition = YamlText.map(spec.get("definition"));
    Contract read = Contract.of(definition, String.valueOf(spec.get("template")));
    Object limit = annotations.get("genba.jp/time-limit");
    Object classes = annotations.get("genba.jp/data-classes");
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
            read.parameters());
    return new KameletFile(
        described,
        kamelet,
        path,
        read,
        limit == null ? null : Duration.parse(limit.toString()),
        text,
        null);
  }

  static String at(String fileName, int line, String reason) {
    return fileName + ", line " + line + ": " + reason;
  }
}
