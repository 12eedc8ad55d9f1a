package genba.automation;

import genba.connector.BotResult;
import genba.connector.BotResults;
import genba.engine.WorkItem;
import genba.engine.WorkList;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/**
 * The hub with its real robots and the sample city, without an engine; one context for all its
 * tests.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    properties = {
      "genba.camunda.mode=off",
      "genba.directory.sample-city=true",
      "genba.connector.robot-framework.output=target/automation-runs",
      "genba.connector.robot-framework.fetch-at-start=false",
      "genba.connector.connections.ocr.inbox=target/automation-ocr/inbox",
      "genba.connector.connections.ocr.input=target/automation-ocr/input",
      "genba.connector.connections.ocr.output=target/automation-ocr/output",
      "genba.connector.connections.ocr.checked=target/automation-ocr/checked",
      "genba.connector.connections.ocr.doneName={reference}.done",
      "genba.connector.connections.http-bot.callback-secret=example-secret",
      "spring.datasource.url=jdbc:h2:mem:automation;DB_CLOSE_DELAY=-1"
    })
@AutoConfigureMockMvc
@Import(AutomationHub.Surroundings.class)
@interface AutomationHub {

  /** Work and results that pages show, as no engine and no robot has left any. */
  @TestConfiguration
  class Surroundings {

    static final List<WorkItem> WAITING = new CopyOnWriteArrayList<>();

    @Bean
    @Primary
    BotResults writtenResults() {
      return reference ->
          List.of(
              new BotResult("R8-0001", BotResult.Outcome.DONE, ""),
              new BotResult("R8-0002", BotResult.Outcome.REJECTED, "生年月日が読めない"));
    }

    @Bean
    @Primary
    WorkList waitingWork() {
      return new WorkList() {
        @Override
        public List<WorkItem> openFor(Collection<String> groups) {
          return List.of();
        }

        @Override
        public List<WorkItem> openOf(long processInstanceKey) {
          return List.copyOf(WAITING);
        }

        @Override
        public void closeAllOf(long processInstanceKey) {}

        @Override
        public URI taskPage(long itemId) {
          return URI.create("http://tasklist.example/");
        }
      };
    }
  }
}
