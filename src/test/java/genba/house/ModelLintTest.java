package genba.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** BPMN, DMN and forms pass the linters that a modeller's tools use, without a warning. */
class ModelLintTest {

  private static final Path MODELS = Path.of("bpmn");

  @Test
  void modelsPassTheLinters() throws Exception {
    boolean nodeIsHere = onPath("node") && onPath("npm");
    if (!nodeIsHere) {
      System.err.println("Models are not linted: node and npm are not on the PATH.");
    }
    assumeTrue(nodeIsHere, "node and npm are not on the PATH");
    if (Files.notExists(MODELS.resolve("node_modules/.package-lock.json"))) {
      run(5, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    }
    run(3, "npm", "run", "--silent", "lint");
  }

  private static void run(int minutes, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("lint", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(MODELS.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
    process.destroyForcibly();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    assertThat(ended)
        .as("%s ended within %d minutes%n%s", List.of(command), minutes, said)
        .isTrue();
    assertThat(process.exitValue()).as("%s%n%s", List.of(command), said).isZero();
  }

  private static boolean onPath(String command) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
