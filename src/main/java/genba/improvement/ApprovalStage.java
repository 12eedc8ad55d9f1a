package genba.improvement;

/** Stages of an approval, from below upwards; a decision model says which ones a case needs. */
enum ApprovalStage {
  SECTION_CHIEF,
  BUREAU_CHIEF,
  DIGITAL_OFFICE
}
