package genba.connector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The connectors' files: in a folder beside the program, or the copy inside it. */
@Component
public class ConnectorFolder {

  private static final Path BESIDE = Path.of("connectors");
  private static final String INSIDE = "connectors/";

  /** Null: the copy inside the program. */
  private final @Nullable Path folder;

  ConnectorFolder(ConnectorProperties properties) {
    Path chosen = properties.folder();
    if (chosen == null && Files.isDirectory(BESIDE)) {
      chosen = BESIDE;
    }
    this.folder = chosen == null ? null : chosen.toAbsolutePath().normalize();
  }

  /** A file below a connector folder; {@code path} starts with the system's name. */
  public record Entry(String path, Resource content) {

    public String fileName() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    public String system() {
      return path.substring(0, path.indexOf('/'));
    }
  }

  /**
   * The files that fit a pattern such as {@code *}{@code /*.kamelet.yaml}, by path; also from
   * inside the program's jar.
   */
  public List<Entry> find(String pattern) {
    String root = folder == null ? "classpath*:" + INSIDE : folder.toUri().toString();
    String start = root.endsWith("/") ? root : root + "/";
    try {
      List<Entry> entries = new ArrayList<>();
      for (Resource resource :
          new PathMatchingResourcePatternResolver().getResources(start + pattern)) {
        if (resource.isReadable()) {
          entries.add(new Entry(pathOf(resource), resource));
        }
      }
      entries.sort(Comparator.comparing(Entry::path));
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the connectors in " + this, e);
    }
  }

  private String pathOf(Resource resource) throws IOException {
    if (folder != null) {
      return folder.relativize(resource.getFile().toPath()).toString().replace('\\', '/');
    }
    String url = resource.getURI().toString();
    String path = url.substring(url.lastIndexOf("/" + INSIDE) + 1 + INSIDE.length());
    return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return folder == null ? "the program itself" : folder.toString();
  }
}
