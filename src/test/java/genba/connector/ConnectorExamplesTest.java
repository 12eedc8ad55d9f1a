package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Every connector does what its examples say, its system played from them. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class ConnectorExamplesTest {

  @Autowired ConnectorFolder folder;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired Connections connections;
  @Autowired Examples examples;

  @TestFactory
  Stream<DynamicTest> examplesPass() {
    return systems()
        .flatMap(
            system ->
                examples.of(system).entrySet().stream()
                    .filter(entry -> entry.getValue().exchanges() != null)
                    .map(
                        entry ->
                            dynamicTest(
                                system + "/" + entry.getKey(),
                                () ->
                                    assertThat(
                                            examples
                                                .rehearse(system, entry.getValue())
                                                .differences())
                                        .as(entry.getValue().title())
                                        .isEmpty())));
  }

  @Test
  void noConnectorIsBroken() {
    assertThat(catalogue.connectors())
        .filteredOn(connector -> connector.problem() != null)
        .isEmpty();
    assertThat(connections.files().values()).filteredOn(file -> file.problem() != null).isEmpty();
  }

  @Test
  void everyConnectorHasAnExample() {
    List<String> shown =
        systems()
            .flatMap(system -> examples.of(system).values().stream())
            .flatMap(ConnectorExamplesTest::calls)
            .map(ExampleFile.Call::connector)
            .distinct()
            .toList();
    assertThat(catalogue.connectors())
        .filteredOn(connector -> !connector.system().equals("apache"))
        .extracting(Connector::name)
        .allSatisfy(name -> assertThat(shown).contains(name));
  }

  private static Stream<ExampleFile.Call> calls(ExampleFile example) {
    List<ExampleFile.Call> before = example.given() == null ? List.of() : example.given();
    return Stream.concat(before.stream(), Stream.of(example.call()));
  }

  private Stream<String> systems() {
    return folder.find("*/*.kamelet.yaml").stream().map(ConnectorFolder.Entry::system).distinct();
  }
}
