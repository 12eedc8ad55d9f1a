package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {

  @TempDir Path temp;

  @Test
  void leavesTheTopFolderOut() throws Exception {
    TarArchive.unpack(archive("camunda-8/lib/a.jar"), temp.resolve("out"));
    assertThat(temp.resolve("out/lib/a.jar")).hasContent("content");
  }

  @Test
  void writesNothingOutsideTheFolder() throws Exception {
    Path archive = archive("camunda-8/../../escaped");
    assertThatIOException()
        .isThrownBy(() -> TarArchive.unpack(archive, temp.resolve("out/deep")))
        .withMessageContaining("../../escaped");
    assertThat(temp.resolve("out/escaped")).doesNotExist();
  }

  private Path archive(String name) throws IOException {
    Path archive = temp.resolve("archive.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GzipCompressorOutputStream(Files.newOutputStream(archive)))) {
      byte[] content = "content".getBytes(StandardCharsets.UTF_8);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return archive;
  }
}
