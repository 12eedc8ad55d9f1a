package genba.improvement;

/** What the work is about; the triage decision proposes a tool by it. */
enum KindOfWork {
  DATA_ENTRY,
  APPLICATION_INTAKE,
  APPROVAL_FLOW,
  AGGREGATION,
  NOTIFICATION,
  DOCUMENT_READING,
  OTHER
}
