package genba.engine;

import io.camunda.client.CamundaClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The module's parts; what needs an engine exists only where there is to be one. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  /** A cluster's users are not the hub's to keep. */
  private static final TaskUsers KEPT_ELSEWHERE = users -> {};

  @Bean
  ModelFolder processModels(EngineProperties properties) {
    return ModelFolder.read(properties.models());
  }

  @Bean
  DeploymentStatus deploymentStatus() {
    return new DeploymentStatus();
  }

  @Bean
  MessageStore engineMessageStore(DataSource dataSource) {
    return new MessageStore(dataSource);
  }

  @Bean
  OutboxPublisher outboxPublisher(
      MessageStore store,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      MessagePublisher publisher,
      Clock clock) {
    return new OutboxPublisher(
        store, jdbc, new TransactionTemplate(transactions), publisher, clock);
  }

  @Bean
  OutboxPoller outboxPoller(
      OutboxPublisher publisher, EngineReadiness engine, EngineProperties properties) {
    return new OutboxPoller(publisher, engine, properties.outbox());
  }

  @Bean
  JdbcEngineOutbox engineOutbox(MessageStore store, OutboxPoller poller) {
    return new JdbcEngineOutbox(store, poller::wake);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnEngineMode({EngineMode.LOCAL, EngineMode.REMOTE})
  static class WithEngine {

    @Bean(destroyMethod = "")
    CamundaClient camundaClient(EngineAddresses addresses, EngineProperties properties) {
      return CamundaClients.build(addresses, properties);
    }

    @Bean
    DisposableBean closingOfCamundaClient(CamundaClient client) {
      return () -> BoundedClose.close("client", client::close);
    }

    @Bean
    MessagePublisher messagePublisher(CamundaClient client, EngineProperties properties) {
      return new ZeebeMessagePublisher(client, properties.outbox().requestTimeout());
    }

    @Bean
    HumanTasks humanTasks(EngineAddresses addresses, EngineProperties properties) {
      return new TasklistHumanTasks(
          addresses.tasklistApi(),
          TasklistAccess.of(addresses.tasklistApi(), properties),
          properties);
    }

    @Bean
    JobWorkers jobDesk(
        CamundaClient client,
        ObjectProvider<MeterRegistry> meters,
        ObjectProvider<JobGuard> guards,
        EngineProperties properties) {
      JobRunner runner = new JobRunner(meters.getObject(), new JobBackOff(properties.jobs()));
      return new JobWorkers(client, runner, properties.jobs(), () -> guards.stream().toList());
    }

    @Bean
    EngineStart engineStart(
        EngineReadiness engine,
        CamundaClient client,
        ModelFolder models,
        DeploymentStatus status,
        JobWorkers workers,
        ConfigurableListableBeanFactory beans) {
      return new EngineStart(engine, new Deployment(client, models, status), workers, beans);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnEngineMode(EngineMode.REMOTE)
  static class Remote {

    @Bean
    EngineAddresses engineAddresses(EngineProperties properties) {
      return RemoteReadiness.addresses(properties.remote());
    }

    @Bean
    RemoteReadiness engineReadiness(CamundaClient client, MessageSource messages) {
      return new RemoteReadiness(client, messages);
    }

    @Bean
    TaskUsers taskUsers(EngineProperties properties, EngineReadiness engine) {
      URI index = properties.remote().userIndex();
      return index == null ? KEPT_ELSEWHERE : TaskUsers.keptIn(index, engine);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnEngineMode(EngineMode.OFF)
  static class Off {

    @Bean
    EngineAddresses engineAddresses(EngineProperties properties) {
      return RemoteReadiness.addresses(properties.remote());
    }

    @Bean
    OffReadiness engineReadiness(MessageSource messages) {
      return new OffReadiness(messages);
    }

    @Bean
    TaskUsers taskUsers() {
      return KEPT_ELSEWHERE;
    }

    @Bean
    MessagePublisher messagePublisher() {
      return message -> new MessagePublisher.Answer.Away("The engine is switched off");
    }

    @Bean
    HumanTasks humanTasks() {
      return HumanTasks.NONE;
    }

    @Bean
    JobDesk jobDesk() {
      return (type, function) -> () -> {};
    }
  }
}
