package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Every example of the mail connector is true, for real: with a mail server of this test. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false",
      "genba.connector.connections.mail.host=localhost",
      "genba.connector.connections.mail.encryption=none",
      "genba.connector.connections.mail.from=業務改善 Genba <genba@city.example>"
    })
class MailExamplesTest {

  private static final GreenMail SERVER =
      new GreenMail(new ServerSetup(0, "localhost", ServerSetup.PROTOCOL_SMTP));

  @Autowired Examples examples;

  @DynamicPropertySource
  static void server(DynamicPropertyRegistry registry) {
    SERVER.start();
    registry.add(
        "genba.connector.connections.mail.port", () -> String.valueOf(SERVER.getSmtp().getPort()));
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  @TestFactory
  Stream<DynamicTest> examplesAreTrue() {
    return examples.of("mail").entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(examples.perform(entry.getValue()).differences())
                            .as(entry.getValue().title())
                            .isEmpty()));
  }
}
