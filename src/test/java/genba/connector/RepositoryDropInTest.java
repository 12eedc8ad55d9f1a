package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import genba.connector.ConnectorLoading.Report;
import genba.connector.ConnectorLoading.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What this repository brings would pass the check that a city's own files must pass. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "genba.connector.robot-framework.fetch-at-start=false")
class RepositoryDropInTest {

  private static final Path REPOSITORY = Path.of("connectors");

  @TempDir static Path folder;

  @Autowired ConnectorLoading loading;

  @DynamicPropertySource
  static void folder(DynamicPropertyRegistry registry) {
    registry.add("genba.connector.folder", folder::toString);
  }

  @Test
  void everyFileIsTakenIntoService() throws IOException {
    try (var files = Files.walk(REPOSITORY)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(REPOSITORY.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }

    Report report = loading.checkAndLoad();

    assertThat(report.files()).filteredOn(file -> file.what() == What.REFUSED).isEmpty();
    assertThat(report.files()).extracting(Object::toString).anyMatch(it -> it.contains("uipath"));
  }
}
