package genba.engine.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A port that must be free before a program starts.
 *
 * @param property the property to change when it is not
 */
record Port(int number, String property) {

  private static final Duration PAUSE = Duration.ofMillis(250);

  boolean isFree() {
    try (ServerSocket socket = new ServerSocket(number, 1)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns when all are free. Waits only for processes that are about to end by themselves.
   *
   * @param ownLeftover whether a process was started by a predecessor that is gone
   * @throws LocalCamundaException naming port, process and property
   */
  static void requireFree(List<Port> ports, Duration timeout, Predicate<PortHolder> ownLeftover)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    for (Port port : ports) {
      while (!port.isFree()) {
        Optional<PortHolder> holder = PortHolder.of(port.number());
        boolean ending = holder.map(ownLeftover::test).orElse(true);
        if (!ending || System.nanoTime() > deadline) {
          throw port.busy(holder);
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private LocalCamundaException busy(Optional<PortHolder> holder) {
    String number = Integer.toString(number());
    return holder
        .map(
            process ->
                LocalCamundaException.of(
                    "port-busy",
                    number,
                    property,
                    Long.toString(process.pid()),
                    process.shortCommand()))
        .orElseGet(() -> LocalCamundaException.of("port-busy-unknown", number, property));
  }
}
