package genba;

import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Genba (現場): the hub where a city's departments improve their own work. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class GenbaApplication {

  public static void main(String[] args) {
    SpringApplication.run(GenbaApplication.class, args);
  }

  /** The city's clock: working days, fiscal years and deadlines are Japanese ones. */
  @Bean
  Clock clock() {
    return Clock.system(ZoneId.of("Asia/Tokyo"));
  }
}
