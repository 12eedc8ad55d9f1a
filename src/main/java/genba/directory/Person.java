package genba.directory;

/**
 * @param userId login name in the hub and in Tasklist
 * @param name family and given name
 * @param email address for notices
 * @param sample invented person of the sample city
 */
public record Person(String userId, String name, String email, boolean sample) {}
