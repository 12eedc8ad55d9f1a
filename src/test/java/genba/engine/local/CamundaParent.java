package genba.engine.local;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/**
 * A program that does nothing but have a local Camunda: tests kill it. Prints READY, or the reason
 * why not.
 */
final class CamundaParent {

  private CamundaParent() {}

  /** Data folder, and the number from which on its ports are. */
  public static void main(String[] args) throws InterruptedException {
    LocalCamunda camunda =
        new LocalCamunda(
            properties(Path.of(args[0]), Integer.parseInt(args[1]), false),
            failure -> {
              System.out.println(failure.getMessage());
              System.exit(1);
            });
    Runtime.getRuntime().addShutdownHook(new Thread(camunda::stop));
    try {
      camunda.start();
    } catch (LocalCamundaException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
    camunda.whenReady().join();
    System.out.println("READY");
    Thread.currentThread().join();
  }

  static LocalCamundaProperties properties(Path folder, int base, boolean operate) {
    return new LocalCamundaProperties(
        folder,
        "127.0.0.1",
        operate,
        Duration.ofMinutes(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        new LocalCamundaProperties.Ports(
            base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 7, base + 8,
            base + 9, base + 10, base + 11, base + 12),
        new LocalCamundaProperties.Heap(
            DataSize.ofMegabytes(256),
            DataSize.ofMegabytes(160),
            DataSize.ofMegabytes(192),
            DataSize.ofMegabytes(256)));
  }
}
