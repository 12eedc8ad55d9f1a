package genba.connector;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Whether a connector's file may be loaded: its name, structure and contract, no error policy, no
 * secret, expressions that can be read.
 */
@Component
class KameletCheck {

  static final Set<String> DATA_CLASSES =
      Set.of("PUBLIC", "INTERNAL", "PERSONAL", "SENSITIVE", "SPECIFIC_PERSONAL");

  private static final Pattern NAME =
      Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+){2,}-(action|source)");

  /** What a policy does; written small and without hyphens. */
  private static final Set<String> ERROR_POLICY =
      Set.of(
          "onexception",
          "onfallback",
          "dotry",
          "docatch",
          "dofinally",
          "errorhandler",
          "deadletterchannel",
          "defaulterrorhandler",
          "circuitbreaker",
          "resilience4jconfiguration",
          "faulttoleranceconfiguration",
          "redeliverypolicy",
          "maximumredeliveries",
          "redeliverydelay",
          "throttle",
          "failover");

  private final KameletSchema schema = new KameletSchema();
  private final LiteralSecrets secrets = new LiteralSecrets();
  private final Feel feel;

  KameletCheck(Feel feel) {
    this.feel = feel;
  }

  /**
   * What is wrong with a file; empty: it may be loaded.
   *
   * @param system name of the folder
   * @param kamelet the file's name without its ending
   */
  List<FileProblem> problems(YamlText file, String system, String kamelet) {
    List<FileProblem> problems = new ArrayList<>();
    name(file, system, kamelet, problems);
    problems.addAll(schema.problems(file));
    if (problems.isEmpty()) {
      contract(file, problems);
      template(file, YamlText.map(file.root().get("spec")), List.of("spec"), problems);
    }
    return problems;
  }

  private static void name(
      YamlText file, String system, String kamelet, List<FileProblem> problems) {
    List<String> path = List.of("metadata", "name");
    if (!"Kamelet".equals(file.root().get("kind"))) {
      problems.add(file.problem(List.of("kind"), "wrong-value", "kind", "Kamelet"));
    } else if (!kamelet.equals(YamlText.map(file.root().get("metadata")).get("name"))) {
      problems.add(file.problem(path, "name-as-file", kamelet));
    } else if (!kamelet.startsWith(system + "-")) {
      problems.add(file.problem(path, "name-of-folder", system));
    } else if (!NAME.matcher(kamelet).matches()) {
      problems.add(file.problem(path, "name-form"));
    }
  }

  private static void contract(YamlText file, List<FileProblem> problems) {
    Map<String, Object> annotations =
        YamlText.map(YamlText.map(file.root().get("metadata")).get("annotations"));
    List<String> at = List.of("metadata", "annotations");
    for (String name : List.of("genba.jp/time-limit", "genba.jp/pending-limit")) {
      Object value = annotations.get(name);
      if (value != null && !isDuration(value.toString())) {
        problems.add(file.problem(YamlText.with(at, name), "duration", name));
      }
    }
    String classes = String.valueOf(annotations.get("genba.jp/data-classes"));
    Arrays.stream(classes.split(","))
        .map(String::strip)
        .filter(name -> !DATA_CLASSES.contains(name))
        .forEach(
            name ->
                problems.add(
                    file.problem(
                        YamlText.with(at, "genba.jp/data-classes"),
                        "data-class",
                        name,
                        String.join(", ", DATA_CLASSES.stream().sorted().toList()))));

    Map<String, Object> definition =
        YamlText.map(YamlText.map(file.root().get("spec")).get("definition"));
    Map<String, Object> properties = YamlText.map(definition.get("properties"));
    List<String> here = List.of("spec", "definition");
    if (definition.get("required") instanceof Collection<?> required) {
      required.stream()
          .map(String::valueOf)
          .filter(name -> !properties.containsKey(name))
          .forEach(
              name ->
                  problems.add(
                      file.problem(YamlText.with(here, "required"), "required-unknown", name)));
    }
    secretProperties(file, properties, YamlText.with(here, "properties"), problems);
  }

  /** Secrets have neither a default nor an example that somebody might use. */
  static void secretProperties(
      YamlText file,
      Map<String, Object> properties,
      List<String> path,
      List<FileProblem> problems) {
    properties.forEach(
        (name, value) -> {
          Map<String, Object> property = YamlText.map(value);
          if (!"password".equals(property.get("format"))) {
            return;
          }
          List<String> here = YamlText.with(path, name);
          if (property.get("default") != null) {
            problems.add(file.problem(YamlText.with(here, "default"), "secret-default", name));
          }
          Object example = property.get("example");
          if (example != null && !example.toString().toLowerCase(Locale.ROOT).contains("example")) {
            problems.add(file.problem(YamlText.with(here, "example"), "secret-example", name));
          }
        });
  }

  private void template(
      YamlText file, Object value, List<String> path, List<FileProblem> problems) {
    if (path.size() > 1 && path.get(1).equals("definition")) {
      return;
    }
    switch (value) {
      case Map<?, ?> map -> {
        String named = secrets.inNamedValue(YamlText.map(map));
        if (named != null) {
          problems.add(file.problem(path, "literal-secret", named));
        }
        YamlText.map(map)
            .forEach(
                (key, child) -> {
                  List<String> here = YamlText.with(path, key);
                  if (ERROR_POLICY.contains(key.replace("-", "").toLowerCase(Locale.ROOT))) {
                    problems.add(file.problem(here, "error-policy", key));
                  } else if (child instanceof String text && secrets.inValue(key, text)) {
                    problems.add(file.problem(here, "literal-secret", key));
                  } else if (isFeel(key, map)) {
                    expression(file, here, String.valueOf(child), problems);
                  }
                  template(file, child, here, problems);
                });
      }
      case Collection<?> list -> {
        int index = 0;
        for (Object child : list) {
          if (child != null) {
            template(file, child, YamlText.with(path, String.valueOf(index)), problems);
          }
          index++;
        }
      }
      default -> {}
    }
  }

  private static boolean isFeel(String key, Map<?, ?> around) {
    return key.equals("expression") && "feel".equals(around.get("language"));
  }

  private void expression(
      YamlText file, List<String> path, String expression, List<FileProblem> problems) {
    try {
      feel.parse(expression);
    } catch (IllegalArgumentException e) {
      problems.add(file.problem(path, "route", Masker.shorten(String.valueOf(e.getMessage()))));
    }
  }

  private static boolean isDuration(String text) {
    try {
      Duration duration = Duration.parse(text);
      return duration.isPositive();
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
