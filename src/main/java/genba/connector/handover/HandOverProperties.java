package genba.connector.handover;

import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What all hand-overs of this hub have in common; what one of them needs is in its connection.
 *
 * @param handOver where and how commands run
 * @param connections the named connections, to know which folders results may lie in
 */
@Validated
@ConfigurationProperties("genba.connector")
record HandOverProperties(
    @DefaultValue Commands handOver, @DefaultValue Map<String, Map<String, String>> connections) {

  /**
   * @param output folder that gets one folder per command's run; must be kept over restarts
   * @param cancelGrace how long a command may tidy up before it is killed
   */
  record Commands(
      @DefaultValue(".genba/commands") @NotNull Path output,
      @DefaultValue("5s") @NotNull Duration cancelGrace) {

    Path folder() {
      return output.toAbsolutePath().normalize();
    }
  }

  static final String SYSTEM = "winactor";

  /** The folders of all connections of the system. */
  Set<Path> folders() {
    return connections.entrySet().stream()
        .filter(one -> SYSTEM.equals(one.getValue().getOrDefault("system", one.getKey())))
        .map(one -> one.getValue().get("folder"))
        .filter(HandOverProperties::isGiven)
        .map(Path::of)
        .collect(Collectors.toSet());
  }

  private static boolean isGiven(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
