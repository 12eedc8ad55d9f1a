package genba.notice;

/** How one notice leaves the hub. */
enum Way {
  /** To one person. */
  MAIL,
  /** Into a channel at once. */
  CARD,
  /** Into a channel with all others of the day. */
  DIGEST
}
