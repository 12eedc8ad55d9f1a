package genba.web.powerplatform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The file {@code power-platform/words.yaml}, or a part of it. */
record Words(Map<?, ?> content) {

  static Words load() {
    try (InputStream file = Words.class.getResourceAsStream("/power-platform/words.yaml")) {
      Object root =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(Objects.requireNonNull(file, "words.yaml"));
      return new Words((Map<?, ?>) root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A part of it, empty where there is none. */
  Words part(String name) {
    return new Words(content.get(name) instanceof Map<?, ?> map ? map : Map.of());
  }

  boolean isEmpty() {
    return content.isEmpty();
  }

  List<String> names() {
    return content.keySet().stream().map(String::valueOf).toList();
  }

  @Nullable Object value(String name) {
    return content.get(name);
  }

  @Nullable String text(String name) {
    Object value = content.get(name);
    return value == null ? null : value.toString();
  }

  /** Throws where the file forgot it. */
  String needed(String name) {
    String text = text(name);
    if (text == null) {
      throw new IllegalStateException(
          "words.yaml has no word for '%s' beside %s".formatted(name, names()));
    }
    return text;
  }

  List<String> list(String name) {
    return content.get(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
