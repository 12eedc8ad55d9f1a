package genba.connector;

import java.time.Clock;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * The connector module alone: it needs no database and no engine. Not a {@code @Configuration}: the
 * application's own scan must not find it.
 */
@ComponentScan
@ConfigurationPropertiesScan
@ImportAutoConfiguration({
  CamelAutoConfiguration.class,
  JacksonAutoConfiguration.class,
  MessageSourceAutoConfiguration.class
})
public class ConnectorTestApplication {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
