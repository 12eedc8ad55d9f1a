package genba.directory;

/** データ区分: what kind of data an artefact touches, the least sensitive first. */
public enum DataClass {
  /** 公開 */
  PUBLIC,
  /** 庁内 */
  INTERNAL,
  /** 個人情報 */
  PERSONAL,
  /** 要配慮個人情報 */
  SENSITIVE,
  /** 特定個人情報 (with the Individual Number) */
  SPECIFIC_PERSONAL
}
