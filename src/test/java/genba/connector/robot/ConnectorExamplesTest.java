package genba.connector.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.connector.ConnectorCall;
import genba.connector.ConnectorGateway;
import genba.connector.ConnectorOutcome;
import genba.connector.ConnectorTestApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every example beside the Kamelets is true. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ConnectorExamplesTest {

  private static final Path EXAMPLES = Path.of("connectors/robot-framework/examples");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir static Path runs;

  @Autowired ConnectorGateway gateway;

  private String reference = "";

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("genba.connector.robot-framework.output", runs::toString);
    registry.add("genba.connector.robot-framework.cancel-grace", () -> "2s");
  }

  static Stream<Path> examples() throws IOException {
    return Files.list(EXAMPLES).map(Path::getFileName).sorted();
  }

  @AfterEach
  void leaveNoProcess() {
    gateway.call(new ConnectorCall("robot-framework-cancel-run", reference, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isTrue(Path file) throws IOException {
    reference = file.toString().replace(".json", "");
    JsonNode example = JSON.readTree(Files.readAllBytes(EXAMPLES.resolve(file)));
    example.path("given").forEach(this::call);

    Duration patience = Duration.ofSeconds(example.path("eventually").asBoolean(false) ? 300 : 0);
    await()
        .atMost(patience.plusMillis(500))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .untilAsserted(() -> compare(call(example.get("call")), example.get("expect")));
  }

  private ConnectorOutcome call(JsonNode call) {
    @SuppressWarnings("unchecked")
    Map<String, Object> parameters = JSON.convertValue(call.get("parameters"), Map.class);
    return gateway.call(new ConnectorCall(call.get("connector").asString(), reference, parameters));
  }

  /** The expectation names what matters; an outcome may say more. */
  private static void compare(ConnectorOutcome outcome, JsonNode expected) {
    assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected.get("outcome").asString());
    JsonNode actual = JSON.valueToTree(outcome);
    expected
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().equals("output")) {
                entry
                    .getValue()
                    .properties()
                    .forEach(
                        output ->
                            assertThat(actual.at("/output/" + output.getKey()).asString())
                                .as(output.getKey())
                                .isEqualTo(output.getValue().asString()));
              } else if (!entry.getKey().equals("outcome")) {
                assertThat(actual.get(entry.getKey()).asString())
                    .isEqualTo(entry.getValue().asString());
              }
            });
  }
}
