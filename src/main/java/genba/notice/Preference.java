package genba.notice;

/** How a person wants to hear of something outside the hub. */
enum Preference {
  /** Each notice at once. */
  MAIL,
  /** In the department's channel, once a day. */
  TEAMS,
  /** Not at all: only on the hub's pages. */
  HUB
}
