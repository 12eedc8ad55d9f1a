package genba.engine;

import java.net.URI;

/**
 * Where the engine is reached.
 *
 * @param grpc the gateway's gRPC address, {@code http://localhost:26500} say
 * @param rest the gateway's REST address
 * @param tasklist Tasklist's start page, without a trailing slash
 */
public record EngineAddresses(URI grpc, URI rest, URI tasklist) {}
