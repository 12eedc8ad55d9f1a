package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import genba.engine.MessagePublisher.Answer;
import genba.engine.OutboxPublisher.Step;
import genba.testing.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionTemplate;

/** What the outbox promises, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OutboxTest {
  private final DataSource dataSource;
  private final TransactionTemplate transactions;
  private final MessageStore store;
  private final FakeEngine engine = new FakeEngine();
  private OutboxPublisher publisher;

  OutboxTest(TestDatabase database) {
    dataSource = database.migrated();
    transactions = TestDatabase.transactions(dataSource);
    store = new MessageStore(dataSource);
  }

  @BeforeEach
  void publisher() {
    publisher = publisherTo(engine);
  }

  @Test
  void aCommittedMessageIsPublishedOnceWithAllItCarries() {
    EngineMessage message =
        new EngineMessage(
            "improvement-proposed",
            "imp-1",
            "imp-1",
            Duration.ofHours(1),
            Map.of("title", "住民票の写し\n交付", "casesPerYear", 1200, "reaches", true));
    publish(message);

    assertThat(publisher.publishOldest()).isEqualTo(new Step.Sent());
    assertThat(publisher.publishOldest()).isEqualTo(new Step.Idle());
    assertThat(engine.taken).containsExactly(message);
  }

  @Test
  void aRolledBackMessageIsNeverSeen() {
    transactions.executeWithoutResult(
        status -> {
          outbox(() -> {}).publish(message("1"));
          status.setRollbackOnly();
        });

    assertThat(publisher.publishOldest()).isEqualTo(new Step.Idle());
    assertThat(publisher.waiting()).isZero();
  }

  @Test
  void withoutATransactionNothingIsTaken() {
    assertThatThrownBy(() -> outbox(() -> {}).publish(message("1")))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  @Test
  void aMessageWithoutTimeToLiveIsRefusedAtOnce() {
    var message = new EngineMessage("run-ended", "1", "1", Duration.ZERO, Map.of());

    assertThatThrownBy(() -> publish(message))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run-ended");
  }

  @Test
  void whatTheEngineCannotTakeNowIsKeptInOrder() {
    IntStream.rangeClosed(1, 20).forEach(i -> publish(message("m" + i)));
    engine.answer = new Answer.Away("UNAVAILABLE");

    assertThat(publisher.publishOldest()).isEqualTo(new Step.Away("UNAVAILABLE"));
    assertThat(publisher.publishOldest()).isEqualTo(new Step.Away("UNAVAILABLE"));
    assertThat(publisher.waiting()).isEqualTo(20);

    engine.answer = new Answer.Taken();
    while (publisher.publishOldest() instanceof Step.Sent) {}
    assertThat(engine.takenIds())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 20).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void aPublisherThatBreaksLosesNothing() {
    publish(message("1"));
    OutboxPublisher broken =
        publisherTo(
            message -> {
              throw new IllegalStateException("broken");
            });

    assertThatThrownBy(broken::publishOldest).hasMessage("broken");
    assertThat(publisher.publishOldest()).isEqualTo(new Step.Sent());
    assertThat(engine.takenIds()).containsExactly("1");
  }

  @Test
  void whatTheEngineRefusesForGoodIsPutAsideAndTheNextGoesOn() {
    publish(message("poison"));
    engine.answer = new Answer.Refused("INVALID_ARGUMENT: no");
    assertThat(publisher.publishOldest()).isEqualTo(new Step.Sent());

    engine.answer = new Answer.Taken();
    publish(message("next"));
    publisher.publishOldest();

    assertThat(publisher.deadLetters()).isEqualTo(1);
    assertThat(engine.takenIds()).containsExactly("next");
    assertThat(
            TestDatabase.client(dataSource)
                .sql("select reason from engine_dead_letter where content like '%poison%'")
                .query(String.class)
                .single())
        .isEqualTo("INVALID_ARGUMENT: no");
  }

  @Test
  void whatCannotBeReadIsPutAside() {
    transactions.executeWithoutResult(status -> store.add("{ no message"));

    assertThat(publisher.publishOldest()).isEqualTo(new Step.Sent());
    assertThat(publisher.deadLetters()).isEqualTo(1);
    assertThat(publisher.waiting()).isZero();
  }

  @Test
  void whileOneReplicaPublishesAnotherLeavesTheQueueAlone() throws Exception {
    publish(message("1"));
    publish(message("2"));
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    OutboxPublisher other =
        publisherTo(
            message -> {
              sending.countDown();
              goOn.await();
              return engine.publish(message);
            });
    CompletableFuture<Step> slow = CompletableFuture.supplyAsync(other::publishOldest);
    sending.await();

    assertThat(publisher.publishOldest()).isEqualTo(new Step.Idle());

    goOn.countDown();
    assertThat(slow.join()).isEqualTo(new Step.Sent());
    publisher.publishOldest();
    assertThat(engine.takenIds()).containsExactly("1", "2");
  }

  @Test
  void aCommitWakesThePollerAndTheEnginesReturnToo() {
    FakeReadiness readiness = new FakeReadiness();
    OutboxPoller poller =
        new OutboxPoller(
            publisher,
            readiness,
            new EngineProperties.Outbox(
                Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(5)));
    poller.start();
    try {
      EngineOutbox outbox = outbox(poller::wake);
      transactions.executeWithoutResult(status -> outbox.publish(message("kept")));
      assertThat(publisher.waiting()).isEqualTo(1);

      readiness.come();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(engine.takenIds()).containsExactly("kept"));

      transactions.executeWithoutResult(status -> outbox.publish(message("at once")));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(engine.takenIds()).containsExactly("kept", "at once"));
    } finally {
      poller.stop();
    }
  }

  private void publish(EngineMessage message) {
    transactions.executeWithoutResult(status -> outbox(() -> {}).publish(message));
  }

  private EngineOutbox outbox(Runnable wake) {
    ProxyFactory proxy = new ProxyFactory(new JdbcEngineOutbox(store, wake));
    proxy.addAdvice(
        new TransactionInterceptor(
            transactions.getTransactionManager(), new AnnotationTransactionAttributeSource()));
    return (EngineOutbox) proxy.getProxy();
  }

  private OutboxPublisher publisherTo(ThrowingPublisher target) {
    return new OutboxPublisher(
        store,
        TestDatabase.client(dataSource),
        transactions,
        message -> {
          try {
            return target.publish(message);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        },
        Clock.systemUTC());
  }

  private static EngineMessage message(String id) {
    return new EngineMessage("run-ended", id, id, Duration.ofMinutes(5), Map.of());
  }

  private interface ThrowingPublisher {
    Answer publish(EngineMessage message) throws InterruptedException;
  }

  private static final class FakeEngine implements ThrowingPublisher {
    final List<EngineMessage> taken = new CopyOnWriteArrayList<>();
    volatile Answer answer = new Answer.Taken();

    @Override
    public Answer publish(EngineMessage message) {
      if (answer instanceof Answer.Taken) {
        taken.add(message);
      }
      return answer;
    }

    List<String> takenIds() {
      return taken.stream().map(EngineMessage::messageId).toList();
    }
  }

  private static final class FakeReadiness implements EngineReadiness {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    void come() {
      ready.complete(null);
    }

    @Override
    public boolean isReady() {
      return ready.isDone();
    }

    @Override
    public String state() {
      return "";
    }

    @Override
    public CompletableFuture<Void> whenReady() {
      return ready.copy();
    }
  }
}
