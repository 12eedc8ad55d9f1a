package genba.engine.local;

import org.jspecify.annotations.Nullable;

/**
 * The local Camunda cannot run. The message is for the person at the terminal, in two languages.
 */
final class LocalCamundaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  private LocalCamundaException(String key, @Nullable Throwable cause, Object... arguments) {
    super(Texts.both(key, arguments), cause);
    this.remedy = Texts.both(key + ".remedy", arguments);
  }

  /** The texts {@code engine.local.<name>} and {@code engine.local.<name>.remedy}. */
  static LocalCamundaException of(String name, Object... arguments) {
    return new LocalCamundaException("engine.local." + name, null, arguments);
  }

  static LocalCamundaException causedBy(Throwable cause, String name, Object... arguments) {
    return new LocalCamundaException("engine.local." + name, cause, arguments);
  }

  /** What to do about it. */
  String remedy() {
    return remedy;
  }
}
