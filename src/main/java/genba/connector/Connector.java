package genba.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector of the catalogue.
 *
 * @param name {@code robot-framework-start-run}
 * @param system folder it is in, {@code robot-framework}
 * @param dataClasses names of the data classes it may carry
 * @param problem what is wrong with its file (file, line, reason), null where nothing is
 */
public record Connector(
    String name,
    String system,
    String title,
    String description,
    List<String> dataClasses,
    @Nullable String problem) {}
