package genba.directory;

import jakarta.validation.constraints.NotBlank;
import java.time.LocalDate;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param digitalOffice code of the section that is the digital office
 * @param sampleCity whether the sample city is loaded into an empty directory; auto: only with the
 *     local Camunda
 * @param samplePassword password of every sample person, in the hub and in Tasklist
 * @param extraDaysOff days off besides those of the law, say a holiday that is proclaimed for one
 *     year
 */
@Validated
@ConfigurationProperties("genba.directory")
record DirectoryProperties(
    @DefaultValue("0130") @NotBlank String digitalOffice,
    @DefaultValue("auto") SampleCityMode sampleCity,
    @DefaultValue("genba") @NotBlank String samplePassword,
    @DefaultValue List<LocalDate> extraDaysOff) {

  enum SampleCityMode {
    AUTO,
    TRUE,
    FALSE
  }
}
