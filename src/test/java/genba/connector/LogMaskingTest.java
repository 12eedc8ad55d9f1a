package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

/** The hub's own logging configuration, which tests otherwise replace by a quieter one. */
class LogMaskingTest {

  @TempDir Path folder;

  @Test
  void noSecretIsLoggedWhoeverLogsIt() throws Exception {
    Path file = folder.resolve("hub.log");
    LoggerContext logging = new LoggerContext();
    logging.setMDCAdapter(new LogbackMDCAdapter());
    logging.putProperty("LOG_FILE", file.toString());
    logging.putProperty("CONSOLE_LOG_THRESHOLD", "OFF");
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(logging);
    configurator.doConfigure(new ClassPathResource("logback-spring.xml").getURL());
    try {
      Masker.learn("log-example-secret");
      logging
          .getLogger("some.library")
          .warn(
              "asked with {}",
              "log-example-secret",
              new IllegalStateException(
                  "GET https://x.example/?sig=0123abcd as log-example-secret"));
    } finally {
      logging.stop();
    }
    assertThat(Files.readString(file))
        .contains("asked with ***", "GET https://x.example/?sig=*** as ***", "at genba.connector")
        .doesNotContain("log-example-secret", "0123abcd");
  }
}
