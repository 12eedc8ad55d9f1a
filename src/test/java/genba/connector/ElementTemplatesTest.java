package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed element templates are those of the connectors. {@code mvn test
 * -Dtest=ElementTemplatesTest -Dtemplates=write} writes them anew; the models' lint validates them.
 */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ElementTemplatesTest {

  private static final Path FOLDER = Path.of("bpmn/.camunda/element-templates");

  /** Camunda's own RPA worker takes its jobs from the engine: no connector file makes them. */
  private static final String BY_HAND = "camunda-rpa-run-script";

  @Autowired private ElementTemplate template;
  @Autowired private ConnectorCatalogue catalogue;

  @Test
  void committedTemplatesAreThoseOfTheConnectors() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    ofOurFolders().forEach(connector -> expected.put(connector.name(), template.json(connector)));
    if ("write".equals(System.getProperty("templates"))) {
      write(expected);
    }
    Map<String, String> committed = committed();
    assertThat(committed.keySet())
        .as("write the templates anew: mvn test -Dtest=ElementTemplatesTest -Dtemplates=write")
        .isEqualTo(expected.keySet());
    assertSoftly(
        softly ->
            expected.forEach(
                (name, json) -> softly.assertThat(committed.get(name)).as(name).isEqualTo(json)));
  }

  @Test
  void everyConnectorOfThePublicCatalogueHasATemplateToo() {
    assertThat(catalogue.connectors())
        .filteredOn(connector -> connector.problem() == null)
        .allSatisfy(
            connector ->
                assertThat(
                        JsonMapper.shared()
                            .readTree(template.json(connector))
                            .path("id")
                            .asString())
                    .isEqualTo("jp.genba." + connector.name()));
  }

  private List<Connector> ofOurFolders() {
    return catalogue.connectors().stream()
        .filter(connector -> connector.problem() == null)
        .filter(connector -> Files.isDirectory(Path.of("connectors", connector.system())))
        .toList();
  }

  private static void write(Map<String, String> templates) throws IOException {
    Files.createDirectories(FOLDER);
    for (String old : committed().keySet()) {
      Files.delete(file(old));
    }
    for (var template : templates.entrySet()) {
      Files.writeString(file(template.getKey()), template.getValue());
    }
  }

  private static Map<String, String> committed() throws IOException {
    Map<String, String> templates = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(one -> !one.startsWith(file(BY_HAND))).toList()) {
        templates.put(file.getFileName().toString().replace(".json", ""), Files.readString(file));
      }
    }
    return templates;
  }

  private static Path file(String connector) {
    return FOLDER.resolve(connector + ".json");
  }
}
