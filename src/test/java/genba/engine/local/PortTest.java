package genba.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PortTest {

  private static final String PROPERTY = "genba.camunda.local.ports.tasklist";

  @Test
  void aFreePortPasses() throws Exception {
    int number;
    try (ServerSocket socket = new ServerSocket(0)) {
      number = socket.getLocalPort();
    }
    Port.requireFree(List.of(new Port(number, PROPERTY)), Duration.ZERO, holder -> false);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aBusyPortNamesItsHolderAndThePropertyInBothLanguages() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      Port port = new Port(socket.getLocalPort(), PROPERTY);
      assertThatExceptionOfType(LocalCamundaException.class)
          .isThrownBy(() -> Port.requireFree(List.of(port), Duration.ofMinutes(1), holder -> false))
          .withMessageContaining(
              "Port %d cannot be used: process %d holds it"
                  .formatted(port.number(), ProcessHandle.current().pid()))
          .withMessageContaining("ポート %d は".formatted(port.number()))
          .satisfies(
              busy -> assertThat(busy.remedy()).contains(PROPERTY).contains("別のポートを指定してください"));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPredecessorsProcessGetsTheTimeToEnd() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      AtomicInteger asked = new AtomicInteger();
      Port port = new Port(socket.getLocalPort(), PROPERTY);
      Port.requireFree(
          List.of(port),
          Duration.ofMinutes(1),
          holder -> {
            if (asked.incrementAndGet() == 2) {
              close(socket);
            }
            return true;
          });
      assertThat(asked).hasValue(2);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
