package genba.engine;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Engine, outbox and deployment in the health report. */
@Configuration(proxyBeanMethods = false)
class EngineHealth {

  @Bean
  HealthIndicator engineHealthIndicator(EngineReadiness engine, EngineProperties properties) {
    return () -> {
      boolean fine = engine.isReady() || properties.mode() == EngineMode.OFF;
      return (fine ? Health.up() : Health.down())
          .withDetail("mode", properties.mode())
          .withDetail("state", engine.state())
          .build();
    };
  }

  @Bean
  HealthIndicator outboxHealthIndicator(OutboxPublisher publisher, OutboxPoller poller) {
    return () -> {
      int dead = publisher.deadLetters();
      String trouble = poller.trouble();
      return (dead == 0 && trouble.isEmpty() ? Health.up() : Health.down())
          .withDetail("waiting", publisher.waiting())
          .withDetail("deadLetters", dead)
          .withDetail("trouble", trouble)
          .build();
    };
  }

  @Bean
  HealthIndicator deploymentHealthIndicator(DeploymentStatus status, EngineProperties properties) {
    return () -> {
      var result = status.result();
      boolean isAwaited = !result.done() && properties.mode() != EngineMode.OFF;
      Health.Builder health = result.problems().isEmpty() ? Health.up() : Health.down();
      return (isAwaited ? Health.outOfService() : health)
          .withDetail("deployed", result.done())
          .withDetail("files", result.files())
          .withDetail("problems", result.problems())
          .build();
    };
  }
}
