package genba.connector;

import genba.connector.SecretStore.Unavailable;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** From one file to one connector: checked, loaded, its route tried out. */
@Component
class KameletLoading {

  private static final Logger log = LoggerFactory.getLogger(KameletLoading.class);
  private static final Pattern LINE = Pattern.compile("\\bline[: ]+(\\d+)");

  private final KameletCheck check;
  private final Connections connections;

  KameletLoading(KameletCheck check, Connections connections) {
    this.check = check;
    this.connections = connections;
  }

  /** A broken file becomes a connector with a problem, never an exception. */
  LoadedKamelet load(KameletRoutes routes, String path, @Nullable String text) {
    return load(routes, check(path, text));
  }

  /** What can be told of a file without Camel. */
  KameletFile check(String path, @Nullable String text) {
    String system = ConnectorFiles.systemOf(path);
    KameletFile bare = KameletFile.bare(system, path, text == null ? "" : text);
    if (text == null) {
      return bare.broken(FileProblem.at(path, 0, "unreadable"));
    }
    try {
      YamlText yaml = YamlText.read(path, text);
      List<FileProblem> problems = check.problems(yaml, system, bare.kamelet());
      return problems.isEmpty() ? bare.with(yaml) : bare.broken(problems.getFirst());
    } catch (YamlText.Unreadable e) {
      return bare.broken(e.problem());
    }
  }

  /** The rest: its route. */
  LoadedKamelet load(KameletRoutes routes, KameletFile file) {
    if (!file.sound()) {
      return new LoadedKamelet(file, null, routes);
    }
    LoadedKamelet kamelet = null;
    try {
      kamelet = routes.load(file);
      tryOut(kamelet);
      return kamelet;
    } catch (Exception e) {
      if (kamelet != null) {
        kamelet.unload();
      }
      return new LoadedKamelet(file.broken(problemOf(file.path(), e)), null, routes);
    }
  }

  /** Makes its route, where what the route needs is there: a call says what is missing. */
  private void tryOut(LoadedKamelet kamelet) {
    String system = kamelet.file().connector().system();
    Contract contract = kamelet.file().contract();
    if (contract.bindsNothing()) {
      kamelet.endpoint(new Connection(system, system, Map.of(), null), Map.of());
      return;
    }
    try {
      Connection connection = connections.of(system, null);
      if (contract.missingIn(connection.values()).isEmpty()) {
        kamelet.endpoint(connection, Map.of());
      }
    } catch (Unavailable e) {
      log.debug("{} is not connected yet", system, e);
    }
  }

  private static FileProblem problemOf(String path, Throwable failure) {
    Throwable cause = failure;
    int line = 0;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      Matcher matcher = LINE.matcher(String.valueOf(t.getMessage()));
      if (line == 0 && matcher.find()) {
        line = Integer.parseInt(matcher.group(1));
      }
      cause = t;
    }
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("").strip();
    return FileProblem.at(path, line, "route", reason);
  }
}
