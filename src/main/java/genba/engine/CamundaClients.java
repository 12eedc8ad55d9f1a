package genba.engine;

import genba.engine.EngineProperties.OAuth;
import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientBuilder;
import io.camunda.client.CredentialsProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Builds the engine's client. */
final class CamundaClients {

  private CamundaClients() {}

  /** The client of the engine at these addresses; connections open when they are first needed. */
  static CamundaClient build(EngineAddresses addresses, EngineProperties properties) {
    CamundaClientBuilder builder =
        CamundaClient.newClientBuilder()
            .applyEnvironmentVariableOverrides(false)
            .grpcAddress(addresses.grpc())
            .restAddress(addresses.rest())
            // Over REST older engines fail some calls.
            .preferRestOverGrpc(false)
            .useDefaultRetryPolicy(true)
            .defaultRequestTimeout(Duration.ofSeconds(15))
            .keepAlive(Duration.ofSeconds(30))
            .jobHandlingExecutor(Executors.newVirtualThreadPerTaskExecutor(), true);
    if (properties.mode() == EngineMode.REMOTE) {
      String ca = properties.remote().caCertificate();
      if (ca != null && !ca.isBlank()) {
        builder.caCertificatePath(ca);
      }
      credentials(properties.remote().oauth(), properties.remote().oauth().audience())
          .ifPresent(builder::credentialsProvider);
    }
    return builder.build();
  }

  /** Client credentials for one audience; empty where no client id is configured. */
  static Optional<CredentialsProvider> credentials(OAuth oauth, String audience) {
    if (oauth.clientId().isBlank()) {
      return Optional.empty();
    }
    var builder =
        CredentialsProvider.newCredentialsProviderBuilder()
            .applyEnvironmentOverrides(false)
            .authorizationServerUrl(oauth.tokenUrl().toString())
            .clientId(oauth.clientId())
            .clientSecret(oauth.clientSecret())
            .audience(audience)
            // A container's user may have no home; two processes never share a token file.
            .credentialsCachePath(
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "genba-tokens-" + ProcessHandle.current().pid())
                    .toString());
    String scope = oauth.scope();
    return Optional.of((scope == null ? builder : builder.scope(scope)).build());
  }
}
