package genba.engine.local;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.transfer.TransferListener;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Parts from the package registry, by the user's own Maven settings (mirrors, proxies, credentials)
 * and through the local Maven repository.
 */
final class MavenParts {

  private final TransferListener listener;

  MavenParts(TransferListener listener) {
    this.listener = listener;
  }

  /**
   * One file.
   *
   * @param coordinates {@code group:artifact:extension:version}
   * @throws RepositoryException when it is neither in the local repository nor to be had
   */
  Path file(String coordinates) throws RepositoryException {
    try (Context context = context()) {
      ArtifactRequest request =
          new ArtifactRequest(
              new DefaultArtifact(coordinates), context.remoteRepositories(), "local-camunda");
      return path(
          context
              .repositorySystem()
              .resolveArtifact(context.repositorySystemSession(), request)
              .getArtifact());
    }
  }

  /**
   * A jar and all it needs at run time.
   *
   * @throws RepositoryException when one is neither in the local repository nor to be had
   */
  List<Path> withDependencies(String coordinates) throws RepositoryException {
    try (Context context = context()) {
      CollectRequest collect =
          new CollectRequest(
              new Dependency(new DefaultArtifact(coordinates), "runtime"),
              context.remoteRepositories());
      return context
          .repositorySystem()
          .resolveDependencies(
              context.repositorySystemSession(),
              new DependencyRequest(collect, DependencyFilterUtils.classpathFilter("runtime")))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .map(MavenParts::path)
          .toList();
    }
  }

  private Context context() {
    ContextOverrides.Builder overrides =
        ContextOverrides.create().withUserSettings(true).transferListener(listener);
    mavenHome().ifPresent(overrides::withMavenSystemHomeOverride);
    return Runtimes.INSTANCE.getRuntime().create(overrides.build());
  }

  /** Where the {@code mvn} of the command path lives: its settings hold for every user. */
  private static Optional<Path> mavenHome() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(MavenParts::homeOf);
  }

  private static Optional<Path> homeOf(Path mvn) {
    try {
      return Optional.of(mvn.toRealPath().resolveSibling("..").normalize())
          .filter(home -> Files.exists(home.resolve("conf").resolve("settings.xml")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path path(Artifact artifact) {
    return artifact.getFile().toPath();
  }
}
