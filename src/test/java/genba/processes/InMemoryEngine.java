package genba.processes;

import io.camunda.client.CamundaClient;
import io.camunda.zeebe.auth.Authorization;
import io.camunda.zeebe.logstreams.log.LogAppendEntry;
import io.camunda.zeebe.logstreams.log.LogStream;
import io.camunda.zeebe.logstreams.log.WriteContext;
import io.camunda.zeebe.process.test.api.ZeebeTestEngine;
import io.camunda.zeebe.process.test.engine.EngineFactory;
import io.camunda.zeebe.protocol.impl.encoding.AuthInfo;
import io.camunda.zeebe.protocol.impl.encoding.MsgPackConverter;
import io.camunda.zeebe.protocol.impl.record.RecordMetadata;
import io.camunda.zeebe.protocol.impl.record.value.usertask.UserTaskRecord;
import io.camunda.zeebe.protocol.record.Record;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.UserTaskIntent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An engine with all models, a fresh one for every test that tells a story; what the tests of a
 * class passed through is added up in its {@link #coverage()}.
 */
final class InMemoryEngine implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ModelCoverage coverage = new ModelCoverage();
  private ZeebeTestEngine engine;
  private CamundaClient client;
  private Duration ahead = Duration.ZERO;
  private boolean told;

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    if (engine != null && !told) {
      return;
    }
    start();
  }

  /** A fresh engine, for tests that need it before JUnit's extensions run. */
  void start() throws Exception {
    stop();
    told = false;
    ahead = Duration.ZERO;
    engine = EngineFactory.create();
    engine.start();
    client =
        CamundaClient.newClientBuilder()
            .grpcAddress(address())
            .preferRestOverGrpc(false)
            .defaultRequestTimeout(PATIENCE)
            .build();
    Models.deploy(client);
    settle();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    coverage.add(records());
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    stop();
  }

  /** Where clients reach it, by gRPC. */
  URI address() {
    return URI.create("http://" + engine.getGatewayAddress());
  }

  void stop() throws Exception {
    if (engine != null) {
      client.close();
      engine.stop();
    }
  }

  /** Starts to tell a story on this engine. */
  ProcessStory story() {
    told = true;
    return new ProcessStory(this);
  }

  CamundaClient client() {
    return client;
  }

  ModelCoverage coverage() {
    return coverage;
  }

  /** All records so far, the oldest first. */
  Stream<Record<?>> records() {
    return StreamSupport.stream(
        engine.getRecordStreamSource().getRecords().spliterator(), /* parallel= */ false);
  }

  /** The engine's time. */
  Instant now() {
    return Instant.now().plus(ahead);
  }

  void timePasses(Duration duration) {
    engine.increaseTime(duration);
    ahead = ahead.plus(duration);
    settle();
  }

  /** Waits until the engine has nothing left to do. */
  void settle() {
    try {
      engine.waitForIdleState(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The engine does not come to rest", e);
    }
  }

  /**
   * Completes a native user task as Tasklist does. Clients do it over REST, which this engine does
   * not offer: the command goes straight into its log.
   */
  void completeUserTask(long userTaskKey, Map<String, ?> variables) {
    String json = client.getConfiguration().getJsonMapper().toJson(variables);
    UserTaskRecord task = new UserTaskRecord().setUserTaskKey(userTaskKey);
    task.setVariables(new UnsafeBuffer(MsgPackConverter.convertToMsgPack(json)));
    RecordMetadata metadata =
        new RecordMetadata()
            .recordType(RecordType.COMMAND)
            .valueType(ValueType.USER_TASK)
            .intent(UserTaskIntent.COMPLETE)
            .authorization(
                new AuthInfo().setClaims(Map.of(Authorization.AUTHORIZED_ANONYMOUS_USER, true)));
    var written =
        logStream()
            .newLogStreamWriter()
            .tryWrite(WriteContext.internal(), LogAppendEntry.of(userTaskKey, metadata, task));
    if (written.isLeft()) {
      throw new IllegalStateException("The engine's log refused the command: " + written.getLeft());
    }
    settle();
  }

  private LogStream logStream() {
    try {
      var field = engine.getClass().getDeclaredField("logStream");
      field.setAccessible(true);
      return (LogStream) field.get(engine);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The in-memory engine keeps its log elsewhere now", e);
    }
  }
}
