package genba.engine.local;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The Camunda that runs beside the hub on this machine ({@code genba.camunda.mode=local}).
 *
 * @param dataFolder everything that is fetched, written and logged; a second installation needs its
 *     own
 * @param bindAddress where browsers and clients reach Tasklist and the engine; only this machine by
 *     default, since the sample people's passwords are known
 * @param operate whether Operate starts too
 * @param startTimeout from the start of the processes until all of them are ready
 * @param stopTimeout how long a process may take to end before it is forced
 * @param portTimeout how long to wait for the ports of a killed predecessor's processes
 * @param ports every port that is opened
 * @param heap the processes' largest heaps
 */
@Validated
@ConfigurationProperties("genba.camunda.local")
public record LocalCamundaProperties(
    @NotNull @DefaultValue(".genba") Path dataFolder,
    @NotBlank @DefaultValue("127.0.0.1") String bindAddress,
    @DefaultValue("false") boolean operate,
    @NotNull @DefaultValue("5m") Duration startTimeout,
    @NotNull @DefaultValue("10s") Duration stopTimeout,
    @NotNull @DefaultValue("15s") Duration portTimeout,
    @Valid @DefaultValue Ports ports,
    @Valid @DefaultValue Heap heap) {

  /**
   * Ports on this machine.
   *
   * @param tasklist Tasklist's pages and API
   * @param rest the engine's REST API
   * @param grpc the engine's gRPC gateway
   * @param operate Operate's pages, only with {@code operate=true}
   * @param search OpenSearch over HTTP, on this machine only
   * @param searchTransport OpenSearch's own protocol, on this machine only
   * @param brokerCommand the broker's command protocol, on this machine only
   * @param brokerInternal the broker's cluster protocol, on this machine only
   * @param tasklistInternal Tasklist's end of the cluster protocol, on this machine only
   * @param operateInternal Operate's end of the cluster protocol, on this machine only
   * @param brokerManagement the broker's health and metrics
   * @param tasklistManagement Tasklist's health and metrics
   * @param operateManagement Operate's health and metrics
   */
  public record Ports(
      @Min(1) @Max(65_535) @DefaultValue("8080") int tasklist,
      @Min(1) @Max(65_535) @DefaultValue("8088") int rest,
      @Min(1) @Max(65_535) @DefaultValue("26500") int grpc,
      @Min(1) @Max(65_535) @DefaultValue("8081") int operate,
      @Min(1) @Max(65_535) @DefaultValue("9200") int search,
      @Min(1) @Max(65_535) @DefaultValue("9300") int searchTransport,
      @Min(1) @Max(65_535) @DefaultValue("26501") int brokerCommand,
      @Min(1) @Max(65_535) @DefaultValue("26502") int brokerInternal,
      @Min(1) @Max(65_535) @DefaultValue("26503") int tasklistInternal,
      @Min(1) @Max(65_535) @DefaultValue("26504") int operateInternal,
      @Min(1) @Max(65_535) @DefaultValue("9600") int brokerManagement,
      @Min(1) @Max(65_535) @DefaultValue("9601") int tasklistManagement,
      @Min(1) @Max(65_535) @DefaultValue("9602") int operateManagement) {}

  /** Largest heaps; a process needs about 200 MB more than its heap. */
  public record Heap(
      @NotNull @DefaultValue("256MB") DataSize search,
      @NotNull @DefaultValue("160MB") DataSize broker,
      @NotNull @DefaultValue("192MB") DataSize tasklist,
      @NotNull @DefaultValue("256MB") DataSize operate) {}
}
