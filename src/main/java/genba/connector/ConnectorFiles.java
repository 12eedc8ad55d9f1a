package genba.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The texts of all files below the connectors' folder at one moment.
 *
 * @param kamelets by path; null: the file cannot be read
 * @param connections by system
 * @param examples by path
 */
record ConnectorFiles(
    SortedMap<String, @Nullable String> policies,
    SortedMap<String, @Nullable String> connections,
    SortedMap<String, @Nullable String> kamelets,
    SortedMap<String, @Nullable String> examples) {

  static final ConnectorFiles NONE =
      new ConnectorFiles(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  static ConnectorFiles read(ConnectorFolder folder, boolean withExamples) {
    return new ConnectorFiles(
        texts(folder.find(Policies.PATTERN)),
        texts(folder.find("*/*" + ConnectionFile.SUFFIX)),
        texts(folder.find("*/*" + KameletFile.SUFFIX)),
        withExamples ? texts(folder.find("*/examples/*.json")) : new TreeMap<>());
  }

  private static SortedMap<String, @Nullable String> texts(List<ConnectorFolder.Entry> entries) {
    SortedMap<String, @Nullable String> texts = new TreeMap<>();
    for (ConnectorFolder.Entry entry : entries) {
      String text;
      try {
        text = entry.content().getContentAsString(StandardCharsets.UTF_8);
      } catch (IOException e) {
        text = null;
      }
      texts.put(entry.path(), text);
    }
    return texts;
  }

  int count() {
    return policies.size() + connections.size() + kamelets.size() + examples.size();
  }

  static String systemOf(String path) {
    return path.substring(0, path.indexOf('/'));
  }

  /** The examples of one system. */
  SortedMap<String, @Nullable String> examplesOf(String system) {
    String folder = system + "/examples/";
    SortedMap<String, @Nullable String> own = new TreeMap<>();
    for (Map.Entry<String, @Nullable String> entry : examples.tailMap(folder).entrySet()) {
      if (!entry.getKey().startsWith(folder)) {
        break;
      }
      own.put(entry.getKey(), entry.getValue());
    }
    return own;
  }
}
