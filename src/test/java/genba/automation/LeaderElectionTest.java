package genba.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import genba.testing.TestDatabase;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Two replicas on one database: one of them leads. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class LeaderElectionTest {

  @EnableConfigurationProperties(AutomationProperties.class)
  static class Properties {}

  @Parameter private TestDatabase database;

  @Test
  void oneLeadsAndTheOtherFollowsWhenItGoes() {
    DataSource dataSource = database.migrated();
    try (var first = replica(dataSource)) {
      awaitLead(first);
      try (var second = replica(dataSource)) {
        await()
            .during(Duration.ofSeconds(3))
            .atMost(Duration.ofSeconds(10))
            .until(() -> leads(first) && !leads(second));
        first.close();
        awaitLead(second);
      }
    }
  }

  @Test
  void whoLosesTheLeaseIsFollowedWithinItsTime() {
    DataSource dataSource = database.migrated();
    JdbcClient jdbc = TestDatabase.client(dataSource);
    try (var first = replica(dataSource)) {
      awaitLead(first);
      // As if it had been cut off and another been faster.
      jdbc.sql("update int_lock set client_id = :dead").param("dead", "dead").update();
      try (var second = replica(dataSource)) {
        await("the lease ends")
            .atMost(Duration.ofSeconds(20))
            .until(() -> leads(first) != leads(second) && owners(jdbc) == 1);
      }
    }
  }

  private static int owners(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from int_lock where client_id <> 'dead'")
        .query(Integer.class)
        .single();
  }

  private static void awaitLead(AnnotationConfigApplicationContext replica) {
    await().atMost(Duration.ofSeconds(20)).until(() -> leads(replica));
  }

  private static boolean leads(AnnotationConfigApplicationContext replica) {
    return replica.getBean(Leadership.class).isOurs();
  }

  private static AnnotationConfigApplicationContext replica(DataSource dataSource) {
    var context = new AnnotationConfigApplicationContext();
    TestPropertyValues.of("genba.automation.leader-lease=2s").applyTo(context);
    context.registerBean(DataSource.class, () -> dataSource);
    context.registerBean(
        JdbcTransactionManager.class, () -> new JdbcTransactionManager(dataSource));
    context.register(Properties.class, LeaderElection.class);
    context.refresh();
    assertThat(context.isRunning()).isTrue();
    return context;
  }
}
