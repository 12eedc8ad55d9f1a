package genba.connector.robot;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How bots of Robot Framework are run.
 *
 * @param command a {@code robot} command of this machine with its leading arguments ({@code
 *     python3, -m, robot}); empty: the JVM edition from the package registry
 * @param version version of the JVM edition
 * @param fetchAtStart whether the JVM edition is fetched in the background when the program starts,
 *     not only when the first bot does
 * @param bots folder with one folder per bot; by default {@code robot-framework/bots} of the
 *     connectors
 * @param output folder that gets one folder per run; must be kept over restarts
 * @param arguments further arguments for every run ({@code --loglevel, DEBUG})
 * @param timeLimit after it a bot is ended
 * @param maxParallelRuns further starts are told to come again
 * @param heap heap of the JVM edition, {@code 256m}
 * @param cancelGrace how long a bot may tidy up before it is killed
 */
@Validated
@ConfigurationProperties("genba.connector.robot-framework")
record RobotProperties(
    @DefaultValue List<String> command,
    @DefaultValue("4.1.2") @NotBlank String version,
    @DefaultValue("true") boolean fetchAtStart,
    @Nullable Path bots,
    @DefaultValue(".genba/runs") @NotNull Path output,
    @DefaultValue List<String> arguments,
    @DefaultValue("30m") @NotNull Duration timeLimit,
    @DefaultValue("2") @Min(1) int maxParallelRuns,
    @DefaultValue("256m") @NotBlank String heap,
    @DefaultValue("5s") @NotNull Duration cancelGrace) {

  Path outputFolder() {
    return output.toAbsolutePath().normalize();
  }
}
