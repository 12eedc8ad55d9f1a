package genba.connector;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A YAML file that knows on which line each of its values stands. */
final class YamlText {

  private final String file;
  private final String text;
  private final Map<String, Object> root;
  private @Nullable Node nodes;

  private YamlText(String file, String text, Map<String, Object> root) {
    this.file = file;
    this.text = text;
    this.root = root;
  }

  /** Not YAML, or not a mapping. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient FileProblem problem;

    Unreadable(FileProblem problem) {
      super(problem.inEnglish());
      this.problem = problem;
    }

    FileProblem problem() {
      return problem;
    }
  }

  static YamlText read(String file, String text) throws Unreadable {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try {
      Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root instanceof Map<?, ?> map) {
        return new YamlText(file, text, texts(map));
      }
      throw new Unreadable(FileProblem.at(file, 1, "not-a-mapping"));
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new Unreadable(
          FileProblem.at(
              file, line, "not-yaml", Objects.requireNonNullElse(e.getProblem(), "not YAML")));
    } catch (YAMLException e) {
      throw new Unreadable(
          FileProblem.at(
              file, 1, "not-yaml", String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
    }
  }

  String file() {
    return file;
  }

  /** The whole file; keys are texts. */
  Map<String, Object> root() {
    return root;
  }

  /** The mapping under a key, empty where there is none. */
  static Map<String, Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? texts(map) : Map.of();
  }

  FileProblem problem(List<String> path, String key, Object... arguments) {
    return FileProblem.at(file, line(path), key, arguments);
  }

  /** Line of a key or list item, or of the nearest thing around it that exists. */
  int line(List<String> path) {
    Node node = nodes();
    int line = 1;
    for (String step : path) {
      Node next = null;
      if (node instanceof MappingNode mapping) {
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)) {
            line = tuple.getKeyNode().getStartMark().getLine() + 1;
            next = tuple.getValueNode();
          }
        }
      } else if (node instanceof SequenceNode list && step.matches("\\d{1,6}")) {
        int index = Integer.parseInt(step);
        if (index < list.getValue().size()) {
          next = list.getValue().get(index);
          line = next.getStartMark().getLine() + 1;
        }
      }
      if (next == null) {
        return line;
      }
      node = next;
    }
    return line;
  }

  private Node nodes() {
    Node composed = nodes;
    if (composed == null) {
      composed = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      nodes = composed;
    }
    return composed;
  }

  private static Map<String, Object> texts(Map<?, ?> map) {
    Map<String, Object> texts = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (value != null) {
            texts.put(String.valueOf(key), value);
          }
        });
    return texts;
  }

  /** {@code path} and one step more. */
  static List<String> with(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}
