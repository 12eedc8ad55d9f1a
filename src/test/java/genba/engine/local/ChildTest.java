package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs this class's own main methods as programs. */
class ChildTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path temp;

  private Folders folders;

  /** A program that fails at once. */
  public static final class Failing {
    public static void main(String[] args) {
      System.out.println("no room for \"" + args[0] + "\"");
      System.exit(7);
    }
  }

  /** A program that runs until it is ended. */
  public static final class Lasting {
    public static void main(String[] args) throws InterruptedException {
      System.out.println("settings " + System.getenv("SPRING_PROFILES_ACTIVE"));
      Thread.currentThread().join();
    }
  }

  @BeforeEach
  void writeLauncher() throws Exception {
    folders = new Folders(temp.resolve("data folder"));
    Launcher.write(folders.launcher());
  }

  @Test
  void aProgramThatDiesIsReportedWithItsLog() throws Exception {
    Children children = new Children(folders);
    children.start(program(Failing.class, "a \\ b"), child -> {});
    assertThatExceptionOfType(LocalCamundaException.class)
        .isThrownBy(() -> children.awaitReady(LONG, waiting -> {}))
        .withMessageContaining("Sample ended with exit code 7")
        .withMessageContaining("Sample が終了コード 7 で止まりました")
        .withMessageContaining(folders.log("sample").toString())
        .withMessageContaining("no room for \"a \\ b\"");
  }

  @Test
  void aProgramThatDoesNotAnswerInTimeIsReported() throws Exception {
    Children children = new Children(folders);
    children.start(program(Lasting.class), child -> {});
    assertThatExceptionOfType(LocalCamundaException.class)
        .isThrownBy(() -> children.awaitReady(Duration.ZERO, waiting -> {}))
        .withMessageContaining("Sample did not answer within 0 seconds");
    children.end(LONG);
  }

  @Test
  void aProgramEndsWhenAskedTo() throws Exception {
    Child child = Child.start(program(Lasting.class), folders);
    child.end();
    child.awaitEnd(LONG);
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void theGuardianEndsAProgramWhoseParentLetGo() throws Exception {
    Path arguments = folders.run().resolve("sample.args");
    Files.writeString(arguments, program(Lasting.class).argumentFile());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process = new ProcessBuilder(java, "@" + arguments).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
  }

  @Test
  void theLastRunsLogIsKept() throws Exception {
    for (int run = 0; run < 2; run++) {
      Child child = Child.start(program(Failing.class, "run " + run), folders);
      child.awaitEnd(LONG);
    }
    assertThat(folders.log("sample")).content().contains("run 1");
    assertThat(Files.readString(folders.logs().resolve("sample.1.log"))).contains("run 0");
  }

  private Program program(Class<?> main, String... arguments) {
    return new Program(
        "sample",
        "Sample",
        main.getName(),
        List.of(folders.launcher(), Path.of("target", "test-classes").toAbsolutePath()),
        List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"),
        List.of(arguments),
        List.of(),
        URI.create("http://127.0.0.1:1/"));
  }
}
