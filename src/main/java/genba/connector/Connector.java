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
 * @param idempotent whether the same call twice has the effect of one
 * @param lookupByReference whether the system can be asked for a run by our own reference; where it
 *     cannot, a start with an unclear outcome is never repeated
 * @param parameters what a call gives
 */
public record Connector(
    String name,
    String system,
    String title,
    String description,
    List<String> dataClasses,
    @Nullable String problem,
    boolean idempotent,
    boolean lookupByReference,
    List<Parameter> parameters) {

  /** A parameter of a call; {@code type} as in JSON Schema. */
  public record Parameter(
      String name,
      String title,
      String description,
      String type,
      boolean required,
      @Nullable String defaultValue,
      @Nullable String example,
      List<String> allowed) {}

  /** A connector that takes no parameters and can be asked by reference. */
  public Connector(
      String name,
      String system,
      String title,
      String description,
      List<String> dataClasses,
      @Nullable String problem) {
    this(name, system, title, description, dataClasses, problem, false, true, List.of());
  }

  Connector withProblem(String reason) {
    return new Connector(
        name,
        system,
        title,
        description,
        dataClasses,
        reason,
        idempotent,
        lookupByReference,
        parameters);
  }

  /** Whether a call may give this parameter. */
  public boolean takes(String parameter) {
    return parameters.stream().anyMatch(declared -> declared.name().equals(parameter));
  }

  /** The system's name as people write it: {@code UiPath：ロボットを起動する} is of {@code UiPath}. */
  String systemTitle() {
    int at = title.indexOf('：');
    return at > 0 ? title.substring(0, at).strip() : system;
  }
}
