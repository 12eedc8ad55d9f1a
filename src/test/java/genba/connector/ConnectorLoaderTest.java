package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import genba.connector.ConnectorLoading.FileReport;
import genba.connector.ConnectorLoading.Report;
import genba.connector.ConnectorLoading.What;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Connector files that come, change, are refused and go, while the hub runs. */
@SpringBootTest(
    classes = {ConnectorTestApplication.class, ConnectorLoaderTest.Ears.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.connections.drop.address=http://localhost:1",
      "genba.connector.connections.drop.token=drop-example-secret",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class ConnectorLoaderTest {

  static class Ears {
    @Bean
    Heard heard() {
      return new Heard();
    }
  }

  static class Heard {
    final List<ConnectorsLoaded> events = new CopyOnWriteArrayList<>();

    @EventListener
    void loaded(ConnectorsLoaded event) {
      events.add(event);
    }
  }

  private static final String GREET = "drop/drop-greet-person-action.kamelet.yaml";
  private static final String CONNECTION = "drop/drop.connection.yaml";
  private static final String EXAMPLE = "drop/examples/drop-greet-person.json";

  @TempDir static Path folder;

  @Autowired ConnectorGateway gateway;
  @Autowired ConnectorCatalogue catalogue;
  @Autowired ConnectorLoading loading;
  @Autowired ConnectorHealth health;
  @Autowired Heard heard;
  @Autowired CamelContext camel;

  @DynamicPropertySource
  static void folder(DynamicPropertyRegistry registry) {
    registry.add("genba.connector.folder", folder::toString);
  }

  @BeforeEach
  void inEnglish() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);
  }

  @AfterEach
  void empty() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    loading.checkAndLoad();
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void aFileThatIsDroppedInServesAndGoesAgain() throws IOException {
    assertThat(greet()).isInstanceOf(Misconfigured.class);
    write(GREET, kamelet("Hello"));
    int before = heard.events.size();

    assertThat(loading.checkAndLoad().files())
        .containsExactly(new FileReport(GREET, What.ADDED, 0, null));
    assertThat(greet()).isEqualTo(new Completed(Map.of("greeting", "Hello Hanako")));
    assertThat(heard.events).hasSize(before + 1);
    assertThat(loading.checkAndLoad().files()).isEmpty();
    assertThat(heard.events).hasSize(before + 1);

    write(GREET, kamelet("Good morning"));
    assertThat(loading.checkAndLoad().files())
        .containsExactly(new FileReport(GREET, What.CHANGED, 0, null));
    assertThat(greet()).isEqualTo(new Completed(Map.of("greeting", "Good morning Hanako")));

    Files.delete(folder.resolve(GREET));
    assertThat(loading.checkAndLoad().files())
        .containsExactly(new FileReport(GREET, What.REMOVED, 0, null));
    assertThat(greet()).isEqualTo(new Misconfigured("There is no connector 'drop-greet-person'"));
    assertThat(catalogue.find("drop-greet-person")).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(camel.getRoutes())
                    .extracting(Route::getRouteId)
                    .noneMatch(route -> route.startsWith("drop-greet-person")));
  }

  @Test
  void aRefusedChangeLeavesWhatWorksAndTurnsHealthRed() throws IOException {
    write(GREET, kamelet("Hello"));
    loading.checkAndLoad();
    write(GREET, kamelet("Hello").replace("- setBody:", "- teleport:"));

    Report report = loading.checkAndLoad();

    assertThat(report.refusedAny()).isTrue();
    assertThat(report.files())
        .extracting(FileReport::file, FileReport::what, FileReport::line)
        .containsExactly(tuple(GREET, What.REFUSED, 17));
    assertThat(greet()).isEqualTo(new Completed(Map.of("greeting", "Hello Hanako")));
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    assertThat(health.health().getDetails().get("problems").toString())
        .contains("drop-greet-person-action.kamelet.yaml, line 17");

    LocaleContextHolder.setLocale(Locale.JAPANESE);
    assertThat(loading.checkAndLoad().files())
        .extracting(FileReport::reason)
        .allSatisfy(reason -> assertThat(reason).startsWith("処理の流れを読み込めません"));

    write(GREET, kamelet("Hello"));
    loading.checkAndLoad();
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void aBrokenNewFileStopsNoOther() throws IOException {
    write(GREET, kamelet("Hello"));
    write("drop/drop-say-bye-action.kamelet.yaml", "kind: [");

    assertThat(loading.checkAndLoad().files())
        .extracting(FileReport::file, FileReport::what)
        .containsExactly(
            tuple(GREET, What.ADDED), tuple("drop/drop-say-bye-action.kamelet.yaml", What.REFUSED));
    assertThat(greet()).isInstanceOf(Completed.class);
    assertThat(catalogue.find("drop-say-bye"))
        .hasValueSatisfying(
            connector -> assertThat(connector.problem()).contains("line 1: not YAML"));
  }

  @Test
  void anExampleThatIsNotTrueKeepsAFileOut() throws IOException {
    write(GREET, overHttp());
    write(CONNECTION, connection("Authorization"));
    write(EXAMPLE, example("Hello Hanako"));
    assertThat(loading.checkAndLoad().refusedAny()).isFalse();

    write(GREET, overHttp().replace("body.greeting", "\"other\""));
    assertThat(loading.checkAndLoad().files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.file()).isEqualTo(GREET);
              assertThat(file.what()).isEqualTo(What.REFUSED);
              assertThat(file.reason())
                  .startsWith("it does not do what its example 'drop-greet-person.json' says");
            });

    write(GREET, overHttp());
    write(EXAMPLE, example("Bye"));
    assertThat(loading.checkAndLoad().files())
        .extracting(FileReport::file, FileReport::what)
        .containsExactly(tuple(GREET, What.CHANGED), tuple(EXAMPLE, What.REFUSED));
  }

  @Test
  void aConnectionFileIsTriedWithTheConnectorsInService() throws IOException {
    write(GREET, overHttp());
    write(CONNECTION, connection("X-Token"));
    write(
        EXAMPLE,
        example("Hello Hanako")
            .replace("\"headers\": {}", "\"headers\": {\"X-Place\": \"tokyo\"}"));
    assertThat(loading.checkAndLoad().refusedAny()).isFalse();

    write(CONNECTION, connection("X-Token").replace("X-Place: tokyo", "X-Place: osaka"));
    assertThat(loading.checkAndLoad().files())
        .extracting(FileReport::file, FileReport::what)
        .containsExactly(tuple(CONNECTION, What.REFUSED));

    write(CONNECTION, connection("X-Token").replace("policy: standard", "policy: hope"));
    assertThat(loading.checkAndLoad().files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.line()).isEqualTo(2);
              assertThat(file.reason()).isEqualTo("there is no policy 'hope' in _policies");
            });
  }

  @Test
  void aPolicyThatIsBrokenIsNamed() throws IOException {
    write("_policies/slow.policy.yaml", "timeLimit: soon\n");

    assertThat(loading.checkAndLoad().files())
        .extracting(FileReport::file, FileReport::what, FileReport::line)
        .containsExactly(tuple("_policies/slow.policy.yaml", What.REFUSED, 1));
    assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
  }

  private ConnectorOutcome greet() {
    return gateway.call(new ConnectorCall("drop-greet-person", "run-1", Map.of("name", "Hanako")));
  }

  private static void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String kamelet(String word) {
    return """
    apiVersion: camel.apache.org/v1
    kind: Kamelet
    metadata:
      name: drop-greet-person-action
      annotations:
        genba.jp/data-classes: PUBLIC
    spec:
      definition:
        title: Greets
        description: Greets a person
        type: object
        properties: {name: {title: Name, type: string}}
      template:
        from:
          uri: "kamelet:source"
          steps:
            - setBody:
                language: {language: feel, expression: '{greeting: "%s " + parameters.name}'}
    """
        .formatted(word);
  }

  private static String overHttp() {
    return kamelet("x")
        .replace(
            "'{greeting: \"x \" + parameters.name}'}",
            """
            '{path: "/greet", query: {name: parameters.name}}'}
                    - to: "connection:http"
                    - setBody:
                        language: {language: feel, expression: '{greeting: body.greeting}'}
            """
                .strip());
  }

  private static String connection(String header) {
    return """
    title: Drop
    policy: standard
    properties:
      address: {title: Address, required: true, example: "https://drop.example"}
      token: {title: Token, required: true, format: password, example: example-token}
    authentication: {type: header, header: %s, value: "= connection.token"}
    headers:
      X-Place: tokyo
    """
        .formatted(header);
  }

  private static String example(String greeting) {
    return """
    {"title": "Greets",
     "call": {"connector": "drop-greet-person", "parameters": {"name": "Hanako"}},
     "exchanges": [{"request": {"method": "GET", "path": "/greet", "query": {"name": "Hanako"}, "headers": {}},
                    "response": {"status": 200, "json": {"greeting": "Hello Hanako"}}}],
     "expect": {"outcome": "Completed", "output": {"greeting": "%s"}}}
    """
        .formatted(greeting);
  }
}
