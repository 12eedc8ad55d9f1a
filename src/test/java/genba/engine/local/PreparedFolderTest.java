package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedFolderTest {

  @TempDir Path temp;

  @Test
  void isFilledOnce() throws Exception {
    AtomicInteger filled = new AtomicInteger();
    for (int start = 0; start < 2; start++) {
      PreparedFolder.prepare(
          temp.resolve("program"),
          part -> Files.writeString(part.resolve("file"), "v" + filled.incrementAndGet()));
    }
    assertThat(filled).hasValue(1);
    assertThat(temp.resolve("program/file")).hasContent("v1");
  }

  @Test
  void isNotThereAfterAnInterruptionAndFreshAfterTheNextTry() throws Exception {
    Path folder = temp.resolve("program");
    assertThatIOException()
        .isThrownBy(
            () ->
                PreparedFolder.prepare(
                    folder,
                    part -> {
                      Files.writeString(part.resolve("half"), "");
                      throw new IOException("disk full");
                    }));
    assertThat(folder).doesNotExist();

    PreparedFolder.prepare(folder, part -> Files.writeString(part.resolve("whole"), ""));
    assertThat(folder.resolve("whole")).exists();
    assertThat(folder.resolve("half")).doesNotExist();
  }

  @Test
  void aFolderWithoutItsMarkerIsPreparedAgain() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("program"));
    Files.writeString(folder.resolve("somebody's"), "");
    PreparedFolder.prepare(folder, part -> Files.writeString(part.resolve("ours"), ""));
    assertThat(folder.resolve("ours")).exists();
    assertThat(folder.resolve("somebody's")).doesNotExist();
  }
}
