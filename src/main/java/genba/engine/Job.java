package genba.engine;

import java.util.Map;

/**
 * One job of the engine, without the engine's types.
 *
 * @param elementInstanceKey the activity's own key: the same for a repeated job, another for a new
 *     round
 * @param retries attempts left, this one included
 * @param headers static headers of the task in the model
 * @param variables variables visible to the task
 */
public record Job(
    long key,
    String type,
    String processId,
    long processInstanceKey,
    String elementId,
    long elementInstanceKey,
    int retries,
    Map<String, String> headers,
    Map<String, Object> variables) {

  /**
   * A text variable. Throws {@link IllegalArgumentException} naming it when it is missing or blank.
   */
  public String text(String variable) {
    String text = textOr(variable, "");
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "Job %s of %s needs the variable '%s'".formatted(type, elementId, variable));
    }
    return text;
  }

  /** A text variable, or the fallback where it is missing or null. */
  public String textOr(String variable, String fallback) {
    Object value = variables.get(variable);
    return value == null ? fallback : value.toString();
  }

  /** A whole number, or the fallback where it is missing, null or no number. */
  public long numberOr(String variable, long fallback) {
    return switch (variables.get(variable)) {
      case Number number -> number.longValue();
      case String text when text.strip().matches("-?\\d{1,18}") -> Long.parseLong(text.strip());
      case null, default -> fallback;
    };
  }

  /** True only where the variable is true. */
  public boolean flag(String variable) {
    return Boolean.TRUE.equals(variables.get(variable));
  }
}
