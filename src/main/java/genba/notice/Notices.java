package genba.notice;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Tells people what they must hear of. */
public interface Notices {

  /**
   * @param id unique per recipient and occasion
   * @param path page in the hub it leads to
   */
  record Notice(String id, String userId, String text, String path, Instant at, boolean read) {}

  /**
   * Leaves a notice for each recipient, in the caller's transaction. The same occasion (say {@code
   * remind:<stage id>:<n>}) reaches a person once.
   */
  void tell(Collection<String> userIds, String occasion, String text, String path);

  /** Notices of a person, the newest first, at most so many. */
  List<Notice> of(String userId, int limit);

  /** Marks all notices of a person as read. */
  void markRead(String userId);
}
