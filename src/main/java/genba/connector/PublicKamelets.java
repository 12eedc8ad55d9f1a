package genba.connector;

import genba.connector.ConnectorOutcome.Completed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/**
 * The actions and sinks of the Apache Kamelet catalogue whose components are on the class path, as
 * connectors {@code apache-<kamelet>} of the system {@code apache}. Read when somebody first asks
 * for them, loaded when they are first called.
 */
@Component
class PublicKamelets {

  static final String SYSTEM = "apache";
  private static final String PREFIX = SYSTEM + "-";
  private static final Logger log = LoggerFactory.getLogger(PublicKamelets.class);

  private static final Pattern KIND = Pattern.compile("kamelet\\.type: \"?(action|sink)\\b");
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?m)^\\s*- \"?((?:camel|mvn|github)[:.][^\"\\s]+)");
  private static final Pattern COMPONENT = Pattern.compile("uri:\\s*\"?([a-z][a-z0-9-]*)[:\"\\s]");
  private static final Pattern CLASS = Pattern.compile("#class:([\\w.$]+)");

  private final ClassLoader classes = PublicKamelets.class.getClassLoader();
  private final Object reading = new Object();
  private final Map<String, LoadedKamelet> loaded = new TreeMap<>();
  private volatile @Nullable SortedMap<String, KameletFile> files;
  private @Nullable KameletRoutes routes;

  /** From now on they can be loaded. */
  synchronized void use(KameletRoutes camel) {
    routes = camel;
    loaded.clear();
  }

  /** By name of the connector. */
  SortedMap<String, KameletFile> files() {
    SortedMap<String, KameletFile> known = files;
    if (known == null) {
      synchronized (reading) {
        known = files;
        if (known == null) {
          known = Collections.unmodifiableSortedMap(read());
          files = known;
        }
      }
    }
    return known;
  }

  /** Null: there is none of this name. */
  @Nullable LoadedKamelet kamelet(String connector) {
    if (!connector.startsWith(PREFIX)) {
      return null;
    }
    KameletFile file = files().get(connector);
    if (file == null) {
      return null;
    }
    synchronized (this) {
      LoadedKamelet known = loaded.get(connector);
      if (known == null && routes != null) {
        known = load(file, routes);
        loaded.put(connector, known);
      }
      return known;
    }
  }

  private static LoadedKamelet load(KameletFile file, KameletRoutes camel) {
    try {
      return camel.load(file);
    } catch (Exception e) {
      log.warn("{} of the public catalogue cannot be loaded", file.kamelet(), e);
      return new LoadedKamelet(
          file.broken(
              FileProblem.at(
                  file.path(), 0, "route", Masker.shorten(String.valueOf(e.getMessage())))),
          null,
          camel);
    }
  }

  private SortedMap<String, KameletFile> read() {
    SortedMap<String, KameletFile> found = new TreeMap<>();
    try {
      for (Resource resource :
          new PathMatchingResourcePatternResolver(classes)
              .getResources("classpath*:kamelets/*" + KameletFile.SUFFIX)) {
        String fileName = String.valueOf(resource.getFilename());
        String text = resource.getContentAsString(StandardCharsets.UTF_8);
        if (KIND.matcher(text).find() && isUsable(text)) {
          KameletFile file = file(fileName, text);
          if (file != null) {
            found.put(file.connector().name(), file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the public catalogue", e);
    }
    log.info("{} connectors of the public catalogue can be used", found.size());
    return found;
  }

  private boolean isUsable(String text) {
    return all(text, DEPENDENCY).allMatch(this::isThere)
        && all(text, COMPONENT)
            .allMatch(
                name ->
                    name.equals("kamelet")
                        || has("META-INF/services/org/apache/camel/component/" + name))
        && all(text, CLASS).allMatch(name -> ClassUtils.isPresent(name, classes));
  }

  private boolean isThere(String dependency) {
    String artifact = dependency.startsWith("camel:") ? dependency.substring(6) : "";
    return artifact.equals("core")
        || (!artifact.isEmpty()
            && has("META-INF/maven/org.apache.camel/camel-" + artifact + "/pom.properties"));
  }

  private boolean has(String resource) {
    return classes.getResource(resource) != null;
  }

  private static Stream<String> all(String text, Pattern pattern) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).distinct();
  }

  private static @Nullable KameletFile file(String fileName, String text) {
    String kamelet = KameletFile.kameletOf(fileName);
    try {
      YamlText yaml = YamlText.read(fileName, text);
      Map<String, Object> definition =
          YamlText.map(YamlText.map(yaml.root().get("spec")).get("definition"));
      Contract contract = Contract.ofPublic(definition);
      Connector connector =
          new Connector(
              PREFIX + kamelet,
              SYSTEM,
              "Apache Camel：" + definition.getOrDefault("title", kamelet),
              String.valueOf(definition.getOrDefault("description", "")).strip(),
              List.of("PUBLIC", "INTERNAL"),
              null,
              false,
              false,
              contract.parameters());
      return new KameletFile(
          connector, kamelet, "kamelets/" + fileName, contract, null, text, null);
    } catch (YamlText.Unreadable e) {
      log.warn("{} of the public catalogue cannot be read", fileName, e);
      return null;
    }
  }

  /** What a call gives, as a message; headers that would steer Camel stay outside. */
  static void message(Message message, Map<String, Object> parameters) {
    if (parameters.get(Contract.HEADERS) instanceof Map<?, ?> headers) {
      headers.forEach(
          (name, value) -> {
            String plain = String.valueOf(name).toLowerCase(Locale.ROOT);
            if (value != null && !plain.startsWith("camel") && !plain.startsWith("org.apache")) {
              message.setHeader(String.valueOf(name), value);
            }
          });
    }
    message.setBody(parameters.get(Contract.BODY));
  }

  /** The message that came back. */
  static ConnectorOutcome answer(Message message) {
    Object body =
        switch (message.getBody()) {
          case Map<?, ?> map -> map;
          case Collection<?> list -> list;
          case Number number -> number;
          case Boolean truth -> truth;
          case null -> null;
          default -> message.getBody(String.class);
        };
    return new Completed(body == null ? Map.of() : Map.of(Contract.BODY, body));
  }
}
