package genba.engine.local;

import genba.engine.EngineAddresses;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.unit.DataSize;

/**
 * OpenSearch, broker, Tasklist and, where asked for, Operate: how each is started so that they find
 * one another on this machine.
 */
final class Programs {

  private static final String PREFIX = "genba.camunda.local.ports.";
  private static final String LOOPBACK = "127.0.0.1";
  private static final String SEARCH_CLUSTER = "genba";

  private final LocalCamundaProperties properties;
  private final LocalCamundaProperties.Ports ports;
  private final Folders folders;

  Programs(LocalCamundaProperties properties, Folders folders) {
    this.properties = properties;
    this.ports = properties.ports();
    this.folders = folders;
  }

  /** In the order in which people read about them; all of them can start at the same time. */
  List<Program> all(List<Path> camundaClassPath, List<Path> searchClassPath) {
    List<Program> programs = new ArrayList<>();
    programs.add(search(searchClassPath));
    programs.add(broker(camundaClassPath));
    programs.add(tasklist(camundaClassPath));
    if (properties.operate()) {
      programs.add(operate(camundaClassPath));
    }
    return programs;
  }

  /** What must be free before they start. */
  List<Port> ports() {
    return all(List.of(), List.of()).stream().flatMap(program -> program.ports().stream()).toList();
  }

  URI searchAddress() {
    return address(ports.search(), "");
  }

  /** Where the hub and its users find what was started. */
  EngineAddresses addresses() {
    String tasklistHost = clientHost().equals(LOOPBACK) ? "localhost" : clientHost();
    URI tasklist = URI.create("http://" + tasklistHost + ":" + ports.tasklist());
    return new EngineAddresses(
        URI.create("http://" + clientHost() + ":" + ports.grpc()),
        URI.create("http://" + clientHost() + ":" + ports.rest()),
        tasklist);
  }

  private String clientHost() {
    return properties.bindAddress().equals("0.0.0.0") ? LOOPBACK : properties.bindAddress();
  }

  private Program search(List<Path> classPath) {
    Path data = folders.data("opensearch");
    return new Program(
        "opensearch",
        "OpenSearch",
        "genba.engine.local.child.SearchNode",
        classPath,
        jvm(properties.heap().search(), Map.of()),
        List.of(
            "path.home=" + data,
            "http.port=" + ports.search(),
            "transport.port=" + ports.searchTransport(),
            "cluster.name=" + SEARCH_CLUSTER,
            "node.name=genba",
            "discovery.type=single-node",
            "cluster.routing.allocation.disk.threshold_enabled=false",
            "action.auto_create_index=true",
            // Mapped files would count as resident memory.
            "node.store.allow_mmap=false"),
        List.of(port(ports.search(), "search"), port(ports.searchTransport(), "search-transport")),
        address(ports.search(), "/_cluster/health?wait_for_status=yellow&timeout=1s"));
  }

  private Program broker(List<Path> classPath) {
    Map<String, Object> settings = new TreeMap<>();
    webServer(settings, ports.rest(), ports.brokerManagement());
    settings.put("zeebe.broker.data.directory", folders.data("broker"));
    settings.put("zeebe.broker.network.host", LOOPBACK);
    settings.put("zeebe.broker.network.commandApi.port", ports.brokerCommand());
    settings.put("zeebe.broker.network.internalApi.port", ports.brokerInternal());
    settings.put("zeebe.broker.gateway.network.host", properties.bindAddress());
    settings.put("zeebe.broker.gateway.network.port", ports.grpc());
    String exporter = "zeebe.broker.exporters.opensearch.";
    settings.put(exporter + "className", "io.camunda.zeebe.exporter.opensearch.OpensearchExporter");
    settings.put(exporter + "args.url", searchAddress());
    settings.put(exporter + "args.bulk.delay", 1);
    return new Program(
        "broker",
        "Zeebe",
        "io.camunda.application.StandaloneBroker",
        classPath,
        jvm(properties.heap().broker(), settings),
        List.of(),
        List.of(
            port(ports.rest(), "rest"),
            port(ports.grpc(), "grpc"),
            port(ports.brokerCommand(), "broker-command"),
            port(ports.brokerInternal(), "broker-internal"),
            port(ports.brokerManagement(), "broker-management")),
        readiness(ports.brokerManagement()));
  }

  private Program tasklist(List<Path> classPath) {
    Map<String, Object> settings = new TreeMap<>();
    webApplication(settings, "tasklist", ports.tasklistInternal());
    webServer(settings, ports.tasklist(), ports.tasklistManagement());
    return new Program(
        "tasklist",
        "Tasklist",
        "io.camunda.application.StandaloneTasklist",
        classPath,
        jvm(properties.heap().tasklist(), settings),
        List.of(),
        List.of(
            port(ports.tasklist(), "tasklist"),
            port(ports.tasklistInternal(), "tasklist-internal"),
            port(ports.tasklistManagement(), "tasklist-management")),
        readiness(ports.tasklistManagement()));
  }

  private Program operate(List<Path> classPath) {
    Map<String, Object> settings = new TreeMap<>();
    webApplication(settings, "operate", ports.operateInternal());
    webServer(settings, ports.operate(), ports.operateManagement());
    return new Program(
        "operate",
        "Operate",
        "io.camunda.application.StandaloneOperate",
        classPath,
        jvm(properties.heap().operate(), settings),
        List.of(),
        List.of(
            port(ports.operate(), "operate"),
            port(ports.operateInternal(), "operate-internal"),
            port(ports.operateManagement(), "operate-management")),
        readiness(ports.operateManagement()));
  }

  /** What Tasklist and Operate have in common. */
  private void webApplication(Map<String, Object> settings, String application, int internalPort) {
    String prefix = "camunda." + application + ".";
    settings.put("spring.profiles.active", application + ",auth");
    settings.put(prefix + "database", "opensearch");
    settings.put(prefix + "opensearch.url", searchAddress());
    settings.put(prefix + "opensearch.clusterName", SEARCH_CLUSTER);
    settings.put(prefix + "zeebeOpensearch.url", searchAddress());
    settings.put(prefix + "zeebeOpensearch.clusterName", SEARCH_CLUSTER);
    settings.put(prefix + "zeebe.gatewayAddress", clientHost() + ":" + ports.grpc());
    settings.put(prefix + "zeebe.restAddress", addresses().rest());
    // The end-to-end tests and the hub talk to the API with a session, as the pages do.
    settings.put(prefix + "csrfPreventionEnabled", false);
    // Milliseconds: a new task is visible after two to three seconds instead of six.
    settings.put(prefix + "importer.readerBackoff", 300);
    settings.put(prefix + "importer.schedulerBackoff", 300);
    settings.put("camunda.database.type", "opensearch");
    settings.put("camunda.database.url", searchAddress());
    settings.put("camunda.database.clusterName", SEARCH_CLUSTER);
    settings.put("zeebe.gateway.cluster.host", LOOPBACK);
    settings.put("zeebe.gateway.cluster.port", internalPort);
    settings.put("zeebe.gateway.cluster.memberId", application);
    settings.put(
        "zeebe.gateway.cluster.initialContactPoints", LOOPBACK + ":" + ports.brokerInternal());
  }

  private void webServer(Map<String, Object> settings, int port, int managementPort) {
    settings.put("server.address", properties.bindAddress());
    settings.put("server.port", port);
    settings.put("management.server.address", LOOPBACK);
    settings.put("management.server.port", managementPort);
    settings.put(
        "spring.config.additional-location",
        folders.programs().resolve(Installation.CAMUNDA_FOLDER).resolve("config").toUri());
  }

  /**
   * Small and quick to start rather than fast at length: three programs share the machine with the
   * hub and a desktop.
   */
  private static List<String> jvm(DataSize heap, Map<String, Object> settings) {
    List<String> options = new ArrayList<>();
    options.add("-Xmx" + heap.toMegabytes() + "m");
    options.add("-XX:+UseSerialGC");
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-Xss512k");
    options.add("-XX:+ExitOnOutOfMemoryError");
    options.add("--enable-native-access=ALL-UNNAMED");
    options.add("--sun-misc-unsafe-memory-access=allow");
    options.add("-Djava.awt.headless=true");
    options.add("-Dlog4j.configurationFile=classpath:" + Launcher.LOG_SETTINGS);
    settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
    return options;
  }

  private static Port port(int number, String property) {
    return new Port(number, PREFIX + property);
  }

  private static URI readiness(int managementPort) {
    return address(managementPort, "/actuator/health/readiness");
  }

  private static URI address(int port, String path) {
    return URI.create("http://" + LOOPBACK + ":" + port + path);
  }
}
