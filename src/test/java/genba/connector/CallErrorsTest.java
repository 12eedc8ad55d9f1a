package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.connector.ConnectorDetails.CallError;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.RetryLater;
import genba.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class CallErrorsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  @Parameter TestDatabase database;

  private CallErrors errors;

  @BeforeEach
  void open() {
    var beans = new StaticListableBeanFactory();
    beans.addBean("jdbc", TestDatabase.client(database.migrated()));
    errors =
        new CallErrors(beans.getBeanProvider(JdbcClient.class), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void close() {
    errors.destroy();
  }

  @Test
  void theNewestOfEachConnectorAreKept() {
    errors.record("other", "wire", new Misconfigured("stays"));
    for (int i = 1; i <= CallErrors.KEPT + 5; i++) {
      errors.record("one", "wire", new RetryLater("silence " + i, Duration.ofSeconds(1)));
    }
    errors.record("one", "wire", new Completed(Map.of()));

    await()
        .untilAsserted(
            () -> {
              assertThat(errors.of("one")).hasSize(CallErrors.KEPT);
              assertThat(errors.of("one").getFirst())
                  .isEqualTo(
                      new CallError("wire", NOW, "RetryLater", "silence " + (CallErrors.KEPT + 5)));
              assertThat(errors.of("one").getLast().reason()).isEqualTo("silence 6");
            });
    assertThat(errors.of("other")).hasSize(1);
  }

  @Test
  void secretsAreNotKept() {
    Masker.learn("error-example-secret");
    errors.record("one", "wire", new Misconfigured("refused error-example-secret"));

    await()
        .untilAsserted(
            () ->
                assertThat(errors.of("one"))
                    .extracting(CallError::reason)
                    .containsExactly("refused ***"));
  }
}
