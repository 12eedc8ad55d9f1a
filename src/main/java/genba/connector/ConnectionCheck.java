package genba.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a system's connection file may be used. */
@Component
class ConnectionCheck {

  private static final Set<String> KEYS =
      Set.of(
          "title",
          "description",
          "policy",
          "properties",
          "authentication",
          "headers",
          "signature",
          "health");
  private static final Set<String> AUTHENTICATIONS =
      new TreeSet<>(Set.of("none", "basic", "bearer", "header", "oauth2", "login"));

  private final Feel feel;
  private final LiteralSecrets secrets = new LiteralSecrets();

  ConnectionCheck(Feel feel) {
    this.feel = feel;
  }

  /**
   * @param policies names of the policies there are
   */
  List<FileProblem> problems(YamlText file, String system, Set<String> policies) {
    List<FileProblem> problems = new ArrayList<>();
    Map<String, Object> root = file.root();
    String expected = system + ConnectionFile.SUFFIX;
    if (!file.file().endsWith("/" + expected)) {
      problems.add(FileProblem.at(file.file(), 0, "connection-file-name", expected));
    }
    root.keySet().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(key -> problems.add(file.problem(List.of(key), "unknown-key", key)));
    if (Objects.toString(root.get("title"), "").isBlank()) {
      problems.add(file.problem(List.of(), "missing", "title"));
    }
    String policy = Objects.toString(root.get("policy"), Policy.STANDARD);
    if (!policies.contains(policy)) {
      problems.add(file.problem(List.of("policy"), "no-policy", policy));
    }
    Map<String, Object> properties = YamlText.map(root.get("properties"));
    properties.forEach(
        (name, value) -> {
          if (Objects.toString(YamlText.map(value).get("title"), "").isBlank()) {
            problems.add(
                file.problem(
                    List.of("properties", name), "missing", "properties." + name + ".title"));
          }
        });
    KameletCheck.secretProperties(file, properties, List.of("properties"), problems);
    String authentication =
        Objects.toString(YamlText.map(root.get("authentication")).get("type"), "none");
    if (!authentication.startsWith("=") && !AUTHENTICATIONS.contains(authentication)) {
      problems.add(
          file.problem(
              List.of("authentication", "type"),
              "authentication",
              authentication,
              String.join(", ", AUTHENTICATIONS)));
    }
    for (String section : List.of("authentication", "headers", "signature", "health")) {
      values(file, section, root.get(section), List.of(section), problems);
    }
    return problems;
  }

  private void values(
      YamlText file,
      String key,
      @Nullable Object value,
      List<String> path,
      List<FileProblem> problems) {
    switch (value) {
      case Map<?, ?> map ->
          YamlText.map(map)
              .forEach(
                  (name, child) -> values(file, name, child, YamlText.with(path, name), problems));
      case Collection<?> list -> {
        int index = 0;
        for (Object child : list) {
          values(file, key, child, YamlText.with(path, String.valueOf(index++)), problems);
        }
      }
      case String text when text.startsWith("=") -> {
        try {
          feel.parse(text.substring(1).strip());
        } catch (IllegalArgumentException e) {
          problems.add(file.problem(path, "route", Masker.shorten(String.valueOf(e.getMessage()))));
        }
      }
      case String text when secrets.inValue(key, text) ->
          problems.add(file.problem(path, "literal-secret", key));
      case null, default -> {}
    }
  }
}
