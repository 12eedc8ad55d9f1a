package genba.engine;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The engine and how the hub works with it.
 *
 * @param mode which engine
 * @param models folder of the models, {@code classpath:bpmn/} for those in the jar; empty for the
 *     folder {@code bpmn} where it exists, else those in the jar
 * @param remote the cluster, in mode {@code remote}
 * @param tasklist how the hub asks Tasklist who completed a task
 * @param jobs how jobs are worked off
 * @param outbox how messages reach the engine
 */
@Validated
@ConfigurationProperties("genba.camunda")
record EngineProperties(
    @NotNull @DefaultValue("local") EngineMode mode,
    @NotNull @DefaultValue("") String models,
    @Valid @DefaultValue Remote remote,
    @Valid @DefaultValue Tasklist tasklist,
    @Valid @DefaultValue Jobs jobs,
    @Valid @DefaultValue Outbox outbox) {

  /**
   * A Camunda 8 cluster. {@code https://} is always TLS, {@code http://} never.
   *
   * @param grpc the gateway's gRPC address
   * @param rest the gateway's REST address
   * @param tasklist Tasklist's address without the path of its pages, as the hub reaches it
   * @param tasklistPages the same as browsers reach it; empty: they reach it as the hub does
   * @param userIndex only for trying out: the OpenSearch where Tasklist keeps its users; the sample
   *     city's people are written there
   * @param caCertificate PEM file of the authority that signed the cluster's certificates, where
   *     the Java runtime does not know it
   * @param oauth client credentials; without a client id the cluster is asked without a token
   */
  record Remote(
      @NotNull @DefaultValue("http://localhost:26500") URI grpc,
      @NotNull @DefaultValue("http://localhost:8080") URI rest,
      @NotNull @DefaultValue("http://localhost:8080") URI tasklist,
      @Nullable URI tasklistPages,
      @Nullable URI userIndex,
      @Nullable String caCertificate,
      @Valid @DefaultValue OAuth oauth) {}

  /**
   * Client credentials of OAuth 2.
   *
   * @param tokenUrl the token end point
   * @param clientId empty: no token
   * @param audience of the gateway's token
   * @param tasklistAudience of Tasklist's token, where it differs
   * @param scope where the authorization server wants one
   */
  record OAuth(
      @NotNull @DefaultValue("https://login.cloud.camunda.io/oauth/token") URI tokenUrl,
      @NotNull @DefaultValue("") String clientId,
      @NotNull @DefaultValue("") String clientSecret,
      @NotNull @DefaultValue("zeebe-api") String audience,
      @NotNull @DefaultValue("") String tasklistAudience,
      @Nullable String scope) {

    @Override
    public String toString() {
      return "OAuth[%s, %s]".formatted(tokenUrl, clientId);
    }
  }

  /**
   * The hub's own login to a Tasklist without OAuth.
   *
   * @param username a user that may read every task
   * @param timeout of one request; a page waits for it once
   * @param pagePath of its pages below its address; older ones have them at the address itself
   */
  record Tasklist(
      @NotNull @DefaultValue("demo") String username,
      @NotNull @DefaultValue("demo") String password,
      @NotNull @DefaultValue("3s") Duration timeout,
      @NotNull @DefaultValue("/tasklist") String pagePath) {

    @Override
    public String toString() {
      return "Tasklist[%s, %s]".formatted(username, timeout);
    }
  }

  /**
   * How jobs are worked off.
   *
   * @param maxActive jobs of one type that this replica works off at the same time
   * @param timeout after which the engine gives a job to another replica
   * @param pollInterval between two questions for jobs that were not pushed
   * @param firstBackOff after a handler's first exception; four times as long after each more
   * @param longestBackOff the back-off's end
   */
  record Jobs(
      @Min(1) @DefaultValue("16") int maxActive,
      @NotNull @DefaultValue("2m") Duration timeout,
      @NotNull @DefaultValue("250ms") Duration pollInterval,
      @NotNull @DefaultValue("2s") Duration firstBackOff,
      @NotNull @DefaultValue("5m") Duration longestBackOff) {}

  /**
   * How messages reach the engine.
   *
   * @param pollInterval between two looks for messages that other replicas left
   * @param longestBackOff between two attempts while the engine is away
   * @param requestTimeout of one message
   */
  record Outbox(
      @NotNull @DefaultValue("1s") Duration pollInterval,
      @NotNull @DefaultValue("15s") Duration longestBackOff,
      @NotNull @DefaultValue("10s") Duration requestTimeout) {}
}
