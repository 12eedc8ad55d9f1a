package genba.notice;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How notices leave the hub. Without channels and mail they stay in it.
 *
 * @param channels connection of the Teams channel by code of the department or bureau; a department
 *     without one uses its bureau's
 * @param mail connection that mail goes out by, {@code mail} say; empty: none
 * @param digestAt when the daily digest is posted, on working days
 * @param firstBackOff before the second attempt; it doubles with each
 * @param attempts after so many a delivery is given up and stands on the page of deliveries
 * @param lease how long one attempt may take before another replica may try; longer than a
 *     connector's time limit
 */
@Validated
@ConfigurationProperties("genba.notice")
record NoticeProperties(
    @DefaultValue Map<String, String> channels,
    @DefaultValue("") String mail,
    @DefaultValue("08:30") @NotNull LocalTime digestAt,
    @DefaultValue("1m") @NotNull Duration firstBackOff,
    @DefaultValue("1h") @NotNull Duration longestBackOff,
    @DefaultValue("12") @Min(1) @Max(100) int attempts,
    @DefaultValue("3m") @NotNull Duration lease) {

  boolean isConnected() {
    return hasMail() || !channels.isEmpty();
  }

  boolean hasMail() {
    return !mail.isBlank();
  }

  /** Before the next attempt after so many; at least as long as the system asked for. */
  Duration backOff(int attemptsMade, Duration asked) {
    Duration own = firstBackOff.multipliedBy(1L << Math.min(attemptsMade - 1, 20));
    Duration longest = own.compareTo(longestBackOff) > 0 ? longestBackOff : own;
    return longest.compareTo(asked) > 0 ? longest : asked;
  }
}
