package genba.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** The policies in {@code _policies}. */
@Component
class Policies {

  static final String PATTERN = "_policies/*" + Policy.SUFFIX;

  private final ConnectorFolder folder;
  private volatile Map<String, Policy> policies = Map.of();
  private volatile List<FileProblem> problems = List.of();

  Policies(ConnectorFolder folder) {
    this.folder = folder;
    readAgain();
  }

  /** Reads the files anew; a file that is broken now leaves what it said before. */
  final void readAgain() {
    Map<String, Policy> found = new TreeMap<>();
    List<FileProblem> wrong = new ArrayList<>();
    for (ConnectorFolder.Entry entry : folder.find(PATTERN)) {
      String name =
          entry.fileName().substring(0, entry.fileName().length() - Policy.SUFFIX.length());
      try {
        found.put(
            name,
            Policy.read(
                entry.path(), name, entry.content().getContentAsString(StandardCharsets.UTF_8)));
      } catch (YamlText.Unreadable e) {
        wrong.add(e.problem());
      } catch (IOException e) {
        wrong.add(FileProblem.at(entry.path(), 0, "unreadable"));
      }
      Policy before = policies.get(name);
      if (!found.containsKey(name) && before != null) {
        found.put(name, before);
      }
    }
    found.putIfAbsent(Policy.STANDARD, Policy.BUILT_IN);
    policies = found;
    problems = List.copyOf(wrong);
  }

  List<FileProblem> problems() {
    return problems;
  }

  /**
   * @throws IllegalArgumentException where there is none of this name
   */
  Policy find(String name) {
    Policy policy = policies.get(name);
    if (policy == null) {
      throw new IllegalArgumentException(
          "There is no policy '%s', only %s".formatted(name, policies.keySet()));
    }
    return policy;
  }

  Set<String> names() {
    return policies.keySet();
  }
}
