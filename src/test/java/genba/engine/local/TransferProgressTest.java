package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.transfer.TransferEvent;
import org.eclipse.aether.transfer.TransferResource;
import org.junit.jupiter.api.Test;

class TransferProgressTest {

  private final List<String> lines = new ArrayList<>();
  private final TransferProgress progress = new TransferProgress(lines::add);

  @Test
  void saysNothingMoreOftenThanEveryFewSeconds() {
    for (int part = 1; part <= 100; part++) {
      progress.transferProgressed(event(part * 1_000_000L));
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void sumsUpWhatCameIn() {
    assertThat(progress.summary()).isEqualTo("Maven repository");
    progress.transferProgressed(event(1_000_000));
    progress.transferSucceeded(event(1_000_000));
    assertThat(progress.summary()).isEqualTo("1 files, 1 MB");
  }

  @Test
  void namesABigFileAndHowFarItIs() {
    TransferProgress chatty = new TransferProgress(lines::add, Duration.ZERO);
    chatty.transferProgressed(event(120_000_000));
    assertThat(lines).containsExactly("camunda.tar.gz 120 / 300 MB (40 %)");
  }

  private static TransferEvent event(long done) {
    TransferResource file =
        new TransferResource(
                "central", "https://example.org/", "io/camunda/camunda.tar.gz", null, null)
            .setContentLength(300_000_000);
    return new TransferEvent.Builder(new DefaultRepositorySystemSession(), file)
        .setType(TransferEvent.EventType.PROGRESSED)
        .setTransferredBytes(done)
        .setDataBuffer(new byte[1_000_000], 0, 1_000_000)
        .build();
  }
}
