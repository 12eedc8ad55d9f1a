package genba.connector.robot;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import genba.connector.keeper.KeeperLauncher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which {@code robot} runs: the configured command, or the JVM edition, fetched once into the
 * user's Maven repository.
 */
@Component
class RobotEdition {

  private static final Logger log = LoggerFactory.getLogger(RobotEdition.class);
  private final RobotProperties properties;
  private @Nullable CompletableFuture<Path> jar;

  RobotEdition(RobotProperties properties) {
    this.properties = properties;
  }

  @EventListener(ApplicationReadyEvent.class)
  void fetchInTheBackground() {
    if (properties.fetchAtStart() && properties.command().isEmpty()) {
      var unused = fetch();
    }
  }

  /**
   * The command that runs a suite; empty while the JVM edition is still on its way.
   *
   * @throws ArtifactResolutionException where it cannot be had
   */
  Optional<List<String>> command(long waitSeconds)
      throws InterruptedException, ArtifactResolutionException {
    if (!properties.command().isEmpty()) {
      return Optional.of(properties.command());
    }
    CompletableFuture<Path> fetching = fetch();
    try {
      return Optional.of(jvm(fetching.get(waitSeconds, TimeUnit.SECONDS)));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      forget(fetching);
      if (e.getCause() instanceof ArtifactResolutionException unresolved) {
        throw unresolved;
      }
      throw new IllegalStateException("Robot Framework could not be fetched", e.getCause());
    }
  }

  private List<String> jvm(Path robot) {
    List<String> command = new ArrayList<>();
    command.add(KeeperLauncher.java().toString());
    command.addAll(
        List.of(
            "-Xmx" + properties.heap(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dpython.cachedir.skip=true",
            "-Dpython.console.encoding=UTF-8",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-cp",
            robot.toString(),
            "org.robotframework.RobotFramework"));
    return command;
  }

  private synchronized CompletableFuture<Path> fetch() {
    if (jar == null) {
      CompletableFuture<Path> fetching = new CompletableFuture<>();
      jar = fetching;
      Thread.ofVirtual()
          .name("fetch-robot-framework")
          .start(
              () -> {
                try {
                  fetching.complete(resolve());
                } catch (Exception e) {
                  log.warn(
                      "Robot Framework {} cannot be fetched: {}",
                      properties.version(),
                      e.getMessage());
                  fetching.completeExceptionally(e);
                }
              });
    }
    return jar;
  }

  private synchronized void forget(CompletableFuture<Path> failed) {
    if (jar == failed) {
      jar = null;
    }
  }

  private Path resolve() throws ArtifactResolutionException {
    long from = System.nanoTime();
    try (Context maven =
        Runtimes.INSTANCE
            .getRuntime()
            .create(ContextOverrides.create().withUserSettings(true).build())) {
      ArtifactRequest request =
          new ArtifactRequest(
              new DefaultArtifact("org.robotframework:robotframework:" + properties.version()),
              maven.remoteRepositories(),
              null);
      Path file =
          maven
              .repositorySystem()
              .resolveArtifact(maven.repositorySystemSession(), request)
              .getArtifact()
              .getFile()
              .toPath();
      log.info(
          "Robot Framework {} is there after {} ms: {}",
          properties.version(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from),
          file);
      return file;
    }
  }
}
