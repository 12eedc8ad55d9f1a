package genba.engine;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import java.time.Duration;

/** Publishes over gRPC. */
final class ZeebeMessagePublisher implements MessagePublisher {
  private final CamundaClient client;
  private final Duration timeout;

  ZeebeMessagePublisher(CamundaClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  @Override
  public Answer publish(EngineMessage message) {
    try {
      client
          .newPublishMessageCommand()
          .messageName(message.name())
          .correlationKey(message.correlationKey())
          .messageId(message.messageId())
          .timeToLive(message.timeToLive())
          .variables(message.variables())
          .requestTimeout(timeout)
          .send()
          .join();
      return new Answer.Taken();
    } catch (ClientStatusException e) {
      String reason = e.getStatus().getCode() + ": " + e.getStatus().getDescription();
      return switch (e.getStatusCode()) {
        case ALREADY_EXISTS -> new Answer.Taken();
        case INVALID_ARGUMENT, NOT_FOUND, FAILED_PRECONDITION, OUT_OF_RANGE ->
            new Answer.Refused(reason);
        default -> new Answer.Away(reason);
      };
    } catch (ClientException e) {
      return new Answer.Away(String.valueOf(e.getMessage()));
    }
  }
}
