package genba.improvement;

/** Where a case was proposed. */
enum Origin {
  TASKLIST,
  PAGE,
  API
}
