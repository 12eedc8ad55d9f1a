package genba.connector;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where connectors come from and how they reach their systems.
 *
 * @param folder folder with {@code <system>/<system>-<verb>-<object>-action.kamelet.yaml}; by
 *     default {@code ./connectors} where it exists, else the copy inside the program
 * @param timeLimit how long a call may take where its Kamelet says nothing
 * @param connections per system the values of the properties its Kamelets use as {@code {{name}}}:
 *     addresses, credentials
 */
@Validated
@ConfigurationProperties("genba.connector")
record ConnectorProperties(
    @Nullable Path folder,
    @DefaultValue("30s") @NotNull Duration timeLimit,
    @DefaultValue Map<String, Map<String, String>> connections) {

  Map<String, String> connection(String system) {
    return connections.getOrDefault(system, Map.of());
  }
}
