package genba.connector;

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

/**
 * What a connection to a system needs, from {@code <system>/<system>.connection.yaml}.
 *
 * @param policy name of the file in {@code _policies}
 * @param authentication how a request proves who asks; {@code type} none where it says nothing
 * @param headers sent with every request; may be FEEL
 * @param signature how requests are signed (see {@link Signature}); empty: they are not
 * @param health a request without effect; empty where there is none
 * @param problem what is wrong with the file, null where nothing is
 */
record ConnectionFile(
    String system,
    String title,
    String description,
    String policy,
    Map<String, Setting> properties,
    Map<String, Object> authentication,
    Map<String, Object> headers,
    Map<String, Object> signature,
    Map<String, Object> health,
    @Nullable String problem) {

  static final String SUFFIX = ".connection.yaml";

  /** One value that a connection gives. */
  record Setting(
      String name,
      String title,
      String description,
      boolean required,
      boolean secret,
      @Nullable String defaultValue,
      @Nullable String example) {}

  /** Reads a file; a broken one has a problem and nothing else. */
  static ConnectionFile read(String system, String fileName, String text) {
    try {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
      Map<String, Object> file = map(root);
      if (!fileName.equals(system + SUFFIX)) {
        return broken(system, fileName + ": must be named " + system + SUFFIX);
      }
      Map<String, Setting> settings = new LinkedHashMap<>();
      map(file.get("properties"))
          .forEach((name, value) -> settings.put(name, setting(name, map(value))));
      Map<String, Object> authentication = new LinkedHashMap<>(map(file.get("authentication")));
      authentication.putIfAbsent("type", "none");
      return new ConnectionFile(
          system,
          Objects.toString(file.get("title"), system),
          Objects.toString(file.get("description"), "").strip(),
          Objects.toString(file.get("policy"), "standard"),
          settings,
          authentication,
          map(file.get("headers")),
          map(file.get("signature")),
          map(file.get("health")),
          null);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      return broken(
          system,
          KameletFile.at(fileName, line, Objects.requireNonNullElse(e.getProblem(), "not YAML")));
    }
  }

  /** Of a system whose file cannot be used: every call says why. */
  static ConnectionFile broken(String system, String problem) {
    return new ConnectionFile(
        system, system, "", "standard", Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), problem);
  }

  private static Setting setting(String name, Map<String, Object> value) {
    return new Setting(
        name,
        Objects.toString(value.get("title"), name),
        Objects.toString(value.get("description"), "").strip(),
        Boolean.TRUE.equals(value.get("required")),
        "password".equals(value.get("format")),
        value.get("default") == null ? null : String.valueOf(value.get("default")),
        value.get("example") == null ? null : String.valueOf(value.get("example")));
  }

  /** Values given, and the defaults of those that are not. */
  Map<String, String> complete(Map<String, String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    properties.values().stream()
        .filter(setting -> setting.defaultValue() != null)
        .forEach(
            setting -> values.put(setting.name(), Objects.requireNonNull(setting.defaultValue())));
    values.putAll(given);
    return values;
  }

  /** The examples of all properties, for trying a connector without a system. */
  Map<String, String> examples() {
    Map<String, String> values = new LinkedHashMap<>(complete(Map.of()));
    properties.values().stream()
        .filter(setting -> setting.example() != null)
        .forEach(setting -> values.put(setting.name(), Objects.requireNonNull(setting.example())));
    return values;
  }

  /** Required properties that are not given. */
  List<String> missingIn(Map<String, String> given) {
    List<String> missing = new ArrayList<>();
    properties.values().stream()
        .filter(setting -> setting.required() && setting.defaultValue() == null)
        .map(Setting::name)
        .filter(name -> !given.containsKey(name) || given.get(name).isBlank())
        .forEach(missing::add);
    return missing;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach(
          (key, entry) -> {
            if (entry != null) {
              map.put(String.valueOf(key), entry);
            }
          });
    }
    return map;
  }
}
