package genba.engine;

import java.net.URI;

/**
 * Where the engine is reached.
 *
 * @param grpc the gateway's gRPC address, {@code http://localhost:26500} say
 * @param rest the gateway's REST address
 * @param tasklist where browsers find Tasklist, without a trailing slash
 * @param tasklistApi where the hub finds it
 */
public record EngineAddresses(URI grpc, URI rest, URI tasklist, URI tasklistApi) {

  /** Of a machine where browsers reach Tasklist as the hub does. */
  public EngineAddresses(URI grpc, URI rest, URI tasklist) {
    this(grpc, rest, tasklist, tasklist);
  }
}
