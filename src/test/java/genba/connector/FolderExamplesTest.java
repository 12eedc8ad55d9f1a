package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * Every example of the systems that are reached through folders is true, for real: in a copy of the
 * folder {@code examples/share} beside them, where the other side has left its files.
 */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class FolderExamplesTest {

  @TempDir static Path folder;

  @Autowired Examples examples;

  @DynamicPropertySource
  static void folders(DynamicPropertyRegistry registry) {
    registry.add("genba.connector.connections.winactor.folder", () -> share("winactor").toString());
    String ocr = "genba.connector.connections.ocr.";
    for (String part : new String[] {"inbox", "input", "output", "checked"}) {
      registry.add(ocr + part, () -> share("ocr").resolve(part).toString());
    }
    registry.add(ocr + "settleFor", () -> "PT0S");
    registry.add(ocr + "errorName", () -> "{reference}.err");
  }

  private static Path share(String system) {
    Path share = folder.resolve(system);
    try {
      if (Files.notExists(share)) {
        FileSystemUtils.copyRecursively(Path.of("connectors", system, "examples", "share"), share);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return share;
  }

  @TestFactory
  Stream<DynamicTest> examplesAreTrue() {
    return Stream.of("winactor", "ocr")
        .flatMap(
            system ->
                examples.of(system).entrySet().stream()
                    .map(
                        entry ->
                            dynamicTest(
                                system + "/" + entry.getKey(),
                                () ->
                                    assertThat(examples.perform(entry.getValue()).differences())
                                        .as(entry.getValue().title())
                                        .isEmpty())));
  }
}
