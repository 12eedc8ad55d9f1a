package genba.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * What was measured, as the file that is committed: generated, never typed.
 *
 * @param instances process instances of one round
 * @param outstanding instances that are on their way at the same time
 * @param parallel jobs that a worker works off at the same time
 * @param calls single calls of each kind
 * @param warmUpCalls of each kind before them
 * @param loadBefore the machine's load average before anything was started
 */
record BenchmarkReport(
    int instances,
    int outstanding,
    int parallel,
    int calls,
    int warmUpCalls,
    double loadBefore,
    List<Pair> pairs,
    Latency latency) {

  static final String FILE = "src/docs/benchmarks.md";

  private static final double RATIO_GOAL = 0.9;
  private static final double ADDED_GOAL_MILLIS = 1.0;

  /** Load average above which somebody else is at work on the machine. */
  private static final double QUIET = 1.0;

  /** A round through Genba and one through the bare worker, in instances a second. */
  record Pair(double genba, double bare) {

    double ratio() {
      return genba / bare;
    }
  }

  /** Nanoseconds of single calls, sorted. */
  record Latency(long[] genba, long[] bare) {

    static double millis(long[] sorted, double quantile) {
      return sorted[(int) Math.min(sorted.length - 1, Math.round(quantile * sorted.length))] / 1e6;
    }

    double added(double quantile) {
      return millis(genba, quantile) - millis(bare, quantile);
    }
  }

  void write() throws IOException {
    Files.writeString(Path.of(FILE), text());
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Benchmarks

        Written by `ConnectorBenchmark`; do not edit. To measure again:

        ```
        mvn verify -Djacoco.skip -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ConnectorBenchmark -Dbenchmark=write -Dtest.compiler=
        ```

        """);
    text.append(machine()).append('\n');
    text.append(throughput()).append('\n');
    text.append(singleCall());
    return text.toString();
  }

  private String machine() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return """
    ## Machine

    | | |
    |---|---|
    | day | %s |
    | processors | %d, %s |
    | system | %s %s |
    | Java | %s, %s |
    | load average when measured | %.1f before, %.1f after; the measurement itself is in the second |
    """
        .formatted(
            LocalDate.now(Clock.systemDefaultZone()),
            system.getAvailableProcessors(),
            processor(),
            system.getName(),
            system.getArch(),
            Runtime.version(),
            System.getProperty("java.vm.name"),
            loadBefore,
            system.getSystemLoadAverage());
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("model unknown");
    } catch (IOException e) {
      return "model unknown";
    }
  }

  private String throughput() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        ## Bot calls a second

        One process instance with one task calls a bot over HTTP on this machine; the bot answers at once, so that nothing
        hides what the way costs. **Genba**: the task's job type is the connector `http-bot-start-run`; the hub's worker
        calls the connector's Kamelet with the connection's policy (circuit breaker, bulkhead of %2$d, no rate limit), keeps
        in its database that the call is out, writes the gain's row into the ledger, and completes the job. **Bare**: a job
        worker written by hand makes the same call with the JDK's HTTP client and completes the job; it writes nothing.
        Both share one process, one broker and one database's machine; streams, threads and jobs at a time are equal.
        %1$d instances on their way at a time; counted from the first creation until the engine has ended the last one.
        After each round of %3$d instances the bot must have been called %3$d times and the ledger have %3$d new rows
        (after a bare round none). Rounds alternate, and so does who comes first.

        The broker is the local Camunda that the hub starts by itself: one partition, heap 160 MB, with the OpenSearch
        exporter on, and OpenSearch and Tasklist beside it on the same processors. The hub's database is H2 in a file with
        `WRITE_DELAY=0`.

        | pair | Genba /s | bare /s | ratio |
        |---:|---:|---:|---:|
        """
            .formatted(outstanding, parallel, instances));
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      text.append(
          line("| %d | %.1f | %.1f | %.2f |", i + 1, pair.genba(), pair.bare(), pair.ratio()));
    }
    text.append(
        line(
            "| **median** | **%.1f** | **%.1f** | **%.2f** |",
            median(pairs.stream().mapToDouble(Pair::genba)),
            median(pairs.stream().mapToDouble(Pair::bare)),
            ratio()));
    DoubleStream ratios = pairs.stream().mapToDouble(Pair::ratio);
    var spread = ratios.summaryStatistics();
    text.append(
        line(
            "%nRatio: median of the pairs %.2f, from %.2f to %.2f. Goal: at least %.1f. **%s**",
            ratio(), spread.getMin(), spread.getMax(), RATIO_GOAL, verdict(ratio() >= RATIO_GOAL)));
    return text.toString();
  }

  /** Beside other work the figures say little, whichever side of the goal they fall on. */
  private String verdict(boolean met) {
    return loadBefore < QUIET
        ? (met ? "Met." : "Not met.")
        : "Not decided: the machine was busy with other work.";
  }

  double ratio() {
    return median(pairs.stream().mapToDouble(Pair::ratio));
  }

  private String singleCall() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        ## One Kamelet call

        The same call without the engine: `ConnectorGateway.call` (contract checked, connection, policy, FEEL in, HTTP, FEEL
        out) and the JDK's HTTP client, in turn, one after the other, %d of each after %d of each to warm up.

        | | Genba ms | bare ms | added ms |
        |---|---:|---:|---:|
        """
            .formatted(calls, warmUpCalls));
    for (double quantile : new double[] {0.5, 0.9, 0.99}) {
      text.append(
          line(
              "| p%d | %.2f | %.2f | %.2f |",
              Math.round(quantile * 100),
              Latency.millis(latency.genba(), quantile),
              Latency.millis(latency.bare(), quantile),
              latency.added(quantile)));
    }
    text.append(
        line(
            "%nAdded: p50 %.2f ms, p99 %.2f ms. Goal: less than %.0f ms. p50: **%s** p99: **%s**",
            latency.added(0.5),
            latency.added(0.99),
            ADDED_GOAL_MILLIS,
            verdict(latency.added(0.5) < ADDED_GOAL_MILLIS),
            verdict(latency.added(0.99) < ADDED_GOAL_MILLIS)));
    return text.toString();
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values) + "\n";
  }

  private static double median(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
