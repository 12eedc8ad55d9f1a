package genba.connector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** This repository's own connectors pass what a file must pass that is dropped in. */
@SpringBootTest(
    classes = ConnectorTestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = {
      "genba.connector.folder=connectors",
      "genba.connector.robot-framework.fetch-at-start=false"
    })
class CheckAndLoadTest {

  @Autowired ConnectorLoading loading;
  @Autowired ConnectorLoader loader;

  @Test
  void nothingIsRefused() {
    assertThat(loading.checkAndLoad().files()).isEmpty();
    assertThat(loader.problems()).isEmpty();
  }
}
