package genba.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A bureau (部局) or a section (課) as it is named during a period.
 *
 * @param code stays the same through renames
 * @param bureauCode the bureau of a section; null for a bureau
 * @param validTo last day, null while it goes on
 * @param headCount staff, for weighting
 */
public record Department(
    String code,
    String name,
    @Nullable String bureauCode,
    int headCount,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {

  public boolean isBureau() {
    return bureauCode == null;
  }
}
