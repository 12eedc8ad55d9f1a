package genba.directory;

/**
 * @param userId login name in the hub and in Tasklist
 * @param name family and given name
 * @param email address for notices
 * @param sample invented person of the sample city
 */
public record Person(String userId, String name, String email, boolean sample) {

  /** The name as shown to people: an invented person is marked (見本). */
  public String displayName() {
    return sample ? name + "（見本）" : name;
  }
}
