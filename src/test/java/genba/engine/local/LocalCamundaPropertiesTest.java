package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import genba.engine.EngineAddresses;
import genba.engine.TaskUsers;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Import;

class LocalCamundaPropertiesTest {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner().withUserConfiguration(Hub.class);

  @EnableConfigurationProperties(LocalCamundaProperties.class)
  @Import(LocalCamundaConfiguration.class)
  static class Hub {}

  @Test
  void everyPortIsAnotherAndComesFromItsProperty() {
    context
        .withInitializer(nothingStarts())
        .withPropertyValues("genba.camunda.local.operate=true")
        .run(
            hub -> {
              LocalCamundaProperties properties = hub.getBean(LocalCamundaProperties.class);
              List<Port> ports =
                  new Programs(properties, new Folders(properties.dataFolder())).ports();
              assertThat(ports).extracting(Port::number).doesNotHaveDuplicates().hasSize(13);
              assertThat(ports).extracting(Port::property).doesNotHaveDuplicates();
              assertThat(ports)
                  .contains(new Port(8080, "genba.camunda.local.ports.tasklist"))
                  .contains(new Port(9601, "genba.camunda.local.ports.tasklist-management"));
            });
  }

  @Test
  void theHubFindsWhatIsStarted() {
    context
        .withInitializer(nothingStarts())
        .withPropertyValues("genba.camunda.local.ports.tasklist=9999")
        .run(
            hub ->
                assertThat(hub.getBean(EngineAddresses.class))
                    .isEqualTo(
                        new EngineAddresses(
                            URI.create("http://127.0.0.1:26500"),
                            URI.create("http://127.0.0.1:8088"),
                            URI.create("http://localhost:9999"))));
  }

  @Test
  void nothingIsThereInAnotherMode() {
    context
        .withPropertyValues("genba.camunda.mode=remote")
        .run(
            hub ->
                assertThat(hub)
                    .doesNotHaveBean(TaskUsers.class)
                    .doesNotHaveBean(SmartLifecycle.class));
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    context
        .withPropertyValues("genba.camunda.mode=off", "genba.camunda.local.ports.tasklist=70000")
        .run(hub -> assertThat(hub).hasFailed());
  }

  /** Takes the lifecycle away: only the configuration is looked at. */
  private static ApplicationContextInitializer<ConfigurableApplicationContext> nothingStarts() {
    return hub -> hub.getBeanFactory().registerSingleton("lifecycleProcessor", new NoLifecycle());
  }

  private static final class NoLifecycle implements LifecycleProcessor {
    @Override
    public void onRefresh() {}

    @Override
    public void onClose() {}

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isRunning() {
      return false;
    }
  }
}
