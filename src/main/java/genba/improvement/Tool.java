package genba.improvement;

/** What the triage decision may propose. */
enum Tool {
  RPA,
  E_APPLICATION,
  POWER_APPS,
  POWER_AUTOMATE,
  POWER_BI,
  AI_OCR,
  WITHOUT_TOOL
}
