package genba.connector;

import org.jspecify.annotations.Nullable;

/** One place secrets lie in. */
interface SecretStore {

  /**
   * @param name what follows {@code secret:<kind>:}
   * @throws Unavailable where there is no such secret, or its place cannot be reached
   */
  String read(String name) throws Unavailable;

  /** Forgets what it remembers of a secret: the other system no longer takes it. */
  default void forget(String name) {}

  /** Why a secret cannot be had; its message never holds a secret. */
  final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean passing;

    /**
     * @param passing whether it may be had later without anybody doing something
     */
    Unavailable(String message, boolean passing, @Nullable Throwable cause) {
      super(message, cause);
      this.passing = passing;
    }

    boolean passing() {
      return passing;
    }
  }
}
