package genba.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The compose files say what Docker understands. */
class DockerTest {

  @Test
  void composeFilesAreAccepted() throws Exception {
    boolean composeIsHere = compose("version").succeeded();
    if (!composeIsHere) {
      System.err.println("Compose files are not checked: there is no docker compose on the PATH.");
    }
    assumeTrue(composeIsHere, "no docker compose on the PATH");
    Said config = compose("-f", "compose.yaml", "config", "--quiet");
    assertThat(config.succeeded()).as(config.text()).isTrue();
  }

  private record Said(boolean succeeded, String text) {}

  private static Said compose(String... arguments) throws InterruptedException {
    var command = new java.util.ArrayList<>(java.util.List.of("docker", "compose"));
    command.addAll(java.util.List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("docker").toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      return new Said(ended && process.exitValue() == 0, text);
    } catch (IOException e) {
      return new Said(false, "docker cannot be run");
    }
  }
}
