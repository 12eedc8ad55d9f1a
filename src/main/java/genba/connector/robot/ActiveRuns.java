package genba.connector.robot;

import genba.connector.keeper.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which runs may still go on: a file each, so that they are counted after a restart without reading
 * every old run.
 */
@Component
class ActiveRuns {

  /** How a run ended, null while it goes on. */
  interface Look {
    RunFolder.@Nullable End endOf(RunFolder run) throws IOException, InterruptedException;
  }

  private final Path output;

  ActiveRuns(RobotProperties properties) {
    this.output = properties.outputFolder();
  }

  void add(RunFolder run) throws IOException {
    Files.createDirectories(folder());
    Files.write(file(run), new byte[0]);
  }

  void remove(RunFolder run) throws IOException {
    Files.deleteIfExists(file(run));
  }

  int count(Look look) throws IOException, InterruptedException {
    if (!Files.isDirectory(folder())) {
      return 0;
    }
    List<Path> entries;
    try (Stream<Path> files = Files.list(folder())) {
      entries = files.toList();
    }
    int running = 0;
    for (Path entry : entries) {
      RunFolder run = new RunFolder(output.resolve(String.valueOf(entry.getFileName())));
      if (!run.isClaimed()) {
        remove(run);
      } else if (look.endOf(run) == null) {
        running++;
      }
    }
    return running;
  }

  private Path folder() {
    return output.resolve(".active");
  }

  private Path file(RunFolder run) {
    return folder().resolve(String.valueOf(run.root().getFileName()));
  }
}
