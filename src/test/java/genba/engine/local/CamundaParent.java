package genba.engine.local;

import genba.engine.EngineReadiness;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * A hub that has nothing but its local Camunda: tests kill it. Says READY when Camunda is there.
 */
@EnableConfigurationProperties(LocalCamundaProperties.class)
@Import(LocalCamundaConfiguration.class)
class CamundaParent {

  public static void main(String[] args) {
    new SpringApplicationBuilder(CamundaParent.class)
        .web(WebApplicationType.NONE)
        .properties("spring.main.keep-alive=true", "spring.main.banner-mode=off")
        .run(args)
        .getBean(EngineReadiness.class)
        .whenReady()
        .join();
    System.out.println("READY");
  }
}
