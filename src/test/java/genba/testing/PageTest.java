package genba.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/**
 * The whole hub without an engine, with the sample city in an empty database. All tests of this
 * kind share one context: leave rows that do not disturb the others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    properties = {
      "genba.camunda.mode=off",
      "genba.directory.sample-city=true",
      "spring.datasource.url=jdbc:h2:mem:pages;DB_CLOSE_DELAY=-1"
    })
@AutoConfigureMockMvc
public @interface PageTest {}
