package genba.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Tells people what they must hear of: on the hub's pages, and by mail or Teams where connected.
 */
public interface Notices {

  /**
   * @param id unique per recipient and occasion
   * @param path page in the hub it leads to
   */
  record Notice(String id, String userId, String text, String path, Instant at, boolean read) {}

  /**
   * Why people are told, once each.
   *
   * @param key say {@code remind:<stage id>:<n>}; what stands before the first colon is the kind
   * @param subject what it is about, an improvement's title say; it is shown in channels, so it
   *     never names a person. Empty where there is none
   */
  record Occasion(String key, String subject) {

    private static final Set<String> URGENT = Set.of("escalate", "run-pending");

    String kind() {
      int colon = key.indexOf(':');
      return colon < 0 ? key : key.substring(0, colon);
    }

    /** A deadline was missed: this is not left to the daily digest. */
    boolean isUrgent() {
      return URGENT.contains(kind());
    }
  }

  /**
   * Leaves a notice for each recipient, in the caller's transaction. The same occasion reaches a
   * person once.
   */
  void tell(Collection<String> userIds, String occasion, String text, String path);

  /**
   * The same, with what a channel may show.
   *
   * @param text for the person alone
   */
  default void tell(Collection<String> userIds, Occasion occasion, String text, String path) {
    tell(userIds, occasion.key(), text, path);
  }

  /** Notices of a person, the newest first, at most so many. */
  List<Notice> of(String userId, int limit);

  /** Marks all notices of a person as read. */
  void markRead(String userId);
}
