package genba.automation;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code genba.automation.reading.*}: documents that AI-OCR reads.
 *
 * @param deadline how long the OCR may take before people enter the document by hand
 * @param lookEvery the first pause between two looks; each further one is half as long again
 * @param lookCap the longest pause
 * @param checkDays working days that people have for checking
 * @param retention how long after the hand-over what was read is kept
 * @param abandonedAfter when what was read is erased although it was never handed over
 */
@Validated
@ConfigurationProperties("genba.automation.reading")
record ReadingProperties(
    @DefaultValue("4h") Duration deadline,
    @DefaultValue("10s") Duration lookEvery,
    @DefaultValue("5m") Duration lookCap,
    @DefaultValue("3") @Min(1) @Max(60) int checkDays,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("90d") Duration abandonedAfter) {}
