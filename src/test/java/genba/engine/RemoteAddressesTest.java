package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Hub and browsers may know Tasklist by different addresses. */
class RemoteAddressesTest {

  private static final URI INSIDE = URI.create("http://tasklist:8080");

  @Test
  void browsersHaveTheirOwnAddress() {
    EngineAddresses addresses =
        addresses(
            Map.of(
                "genba.camunda.remote.tasklist", "http://tasklist:8080/",
                "genba.camunda.remote.tasklist-pages", "https://tasks.example.lg.jp/"));
    assertThat(addresses.tasklistApi()).isEqualTo(INSIDE);
    assertThat(addresses.tasklist()).isEqualTo(URI.create("https://tasks.example.lg.jp"));
  }

  @Test
  void unlessSaidOtherwiseTheyShareOne() {
    EngineAddresses addresses =
        addresses(Map.of("genba.camunda.remote.tasklist", "http://tasklist:8080"));
    assertThat(addresses.tasklist()).isEqualTo(addresses.tasklistApi()).isEqualTo(INSIDE);
  }

  private static EngineAddresses addresses(Map<String, String> values) {
    return RemoteReadiness.addresses(TestProperties.of(values).remote());
  }
}
