package genba.engine;

/**
 * Somebody who works in Tasklist.
 *
 * @param password in clear, only for sample people; stored as a hash
 */
public record TaskUser(String userId, String displayName, String password) {

  @Override
  public String toString() {
    return "TaskUser[%s]".formatted(userId);
  }
}
