package genba.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The compose file says what Docker understands. */
class DockerTest {

  @Test
  void composeFileIsAccepted() {
    Optional<List<String>> compose =
        Stream.of(List.of("docker", "compose"), List.of("docker-compose"))
            .filter(command -> run(command, "version").succeeded())
            .findFirst();
    if (compose.isEmpty()) {
      System.err.println("SKIPPED: no docker compose on the PATH, the compose file is not checked");
    }
    assumeTrue(compose.isPresent(), "no docker compose on the PATH");
    Said config = run(compose.get(), "-f", "compose.yaml", "config", "--quiet");
    assertThat(config.succeeded()).as(config.text()).isTrue();
  }

  private record Said(boolean succeeded, String text) {}

  private static Said run(List<String> command, String... arguments) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(command.stream(), Stream.of(arguments)).toList())
              .directory(Path.of("docker").toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      return new Said(ended && process.exitValue() == 0, text);
    } catch (IOException e) {
      return new Said(false, command + " cannot be run");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Said(false, command + " was interrupted");
    }
  }
}
