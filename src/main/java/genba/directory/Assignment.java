package genba.directory;

/** A role that a person holds in a department today. */
public record Assignment(String userId, Role role, String departmentCode) {

  /** The candidate group of it in process models, {@code leader:1010} or {@code digital-office}. */
  public String group() {
    return switch (role) {
      case LEADER, BACKUP_LEADER -> "leader:" + departmentCode;
      case SUPERVISOR -> "supervisor:" + departmentCode;
      case STAFF -> "staff:" + departmentCode;
      case DIGITAL_OFFICE -> "digital-office";
    };
  }
}
