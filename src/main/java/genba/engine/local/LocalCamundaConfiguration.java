package genba.engine.local;

import genba.engine.EngineAddresses;
import genba.engine.TaskUsers;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The engine beside the hub, unless {@code genba.camunda.mode} says otherwise. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(
    prefix = "genba.camunda",
    name = "mode",
    havingValue = "local",
    matchIfMissing = true)
class LocalCamundaConfiguration {

  private static final Logger log = LoggerFactory.getLogger(LocalCamundaConfiguration.class);

  @Bean
  LocalCamunda localCamunda(LocalCamundaProperties properties) {
    return new LocalCamunda(properties, endApplication());
  }

  @Bean
  EngineAddresses engineAddresses(LocalCamundaProperties properties) {
    return programs(properties).addresses();
  }

  @Bean
  TaskUsers taskUsers(LocalCamundaProperties properties, LocalCamunda camunda) {
    return TaskUsers.keptIn(programs(properties).searchAddress(), camunda);
  }

  private static Programs programs(LocalCamundaProperties properties) {
    return new Programs(properties, new Folders(properties.dataFolder()));
  }

  /** A hub without its engine would only look as if it worked. */
  private static Consumer<LocalCamundaException> endApplication() {
    return failure -> {
      String line = System.lineSeparator();
      log.error("{}{}{}", failure.getMessage(), line, failure.remedy());
      Runtime.getRuntime().exit(1);
    };
  }
}
