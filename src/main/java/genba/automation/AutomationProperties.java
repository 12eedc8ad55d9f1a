package genba.automation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code genba.automation.*}.
 *
 * @param runDeadline how long a bot may work before the run is cancelled and handed to people
 * @param overdueGrace how long after the deadline the hub waits for the process to cancel it before
 *     doing so itself
 * @param pollEvery how often due runs are looked for, and the first interval between two looks at
 *     one run
 * @param pollCap the longest interval between two looks at one run
 * @param pollLease how long a replica may take for one look before another may look as well; must
 *     be longer than a connector's time limit
 * @param pollParallel calls side by side to one bot system; one call may ask about many runs
 * @param leaderLease how long a leader that is gone still leads; a quarter of it is its heart beat
 * @param unknownGrace how long the bot system may not know a run it had taken on before that counts
 *     as failed
 * @param unclearGrace how long a start that may have gone through waits for a callback to name its
 *     key, where the system cannot be asked otherwise
 * @param longestWait how long a run may wait for a place before people take over
 * @param startDeadline how long a run may take to be started, not counting its wait for a place;
 *     also what ends a run whose job the engine never gives out again (seen with 8.6.0 after a
 *     back-off)
 * @param startBackOff pause before a start is tried again where the connector names none
 * @param handworkDays working days that people have for what a bot left
 */
@Validated
@ConfigurationProperties("genba.automation")
record AutomationProperties(
    @DefaultValue("2h") Duration runDeadline,
    @DefaultValue("10m") Duration overdueGrace,
    @DefaultValue("1s") Duration pollEvery,
    @DefaultValue("30s") Duration pollCap,
    @DefaultValue("2m") Duration pollLease,
    @DefaultValue("8") @Min(1) @Max(256) int pollParallel,
    @DefaultValue("10s") Duration leaderLease,
    @DefaultValue("1m") Duration unknownGrace,
    @DefaultValue("10m") Duration unclearGrace,
    @DefaultValue("12h") Duration longestWait,
    @DefaultValue("1h") Duration startDeadline,
    @DefaultValue("20s") Duration startBackOff,
    @DefaultValue("3") @Min(1) @Max(60) int handworkDays) {}
