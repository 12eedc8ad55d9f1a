package genba.directory;

/** What a person may do in a department during a period. */
public enum Role {
  /** 職員 */
  STAFF,
  /** デジタル行政推進リーダー */
  LEADER,
  /** 副リーダー: stands in for the leader */
  BACKUP_LEADER,
  /** 課長 of a section, 部長 of a bureau */
  SUPERVISOR,
  /** デジタル行政戦略課: the whole city */
  DIGITAL_OFFICE
}
