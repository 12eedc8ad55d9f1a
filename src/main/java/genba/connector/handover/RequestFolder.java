package genba.connector.handover;

import genba.connector.keeper.BotText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one request on the share. Everything known of the run is in it, so that any hub of
 * a cluster and the bot's side see the same. Links are never followed: the other side writes here.
 */
record RequestFolder(Path root) {

  static final String REQUESTS = "requests";
  static final String JSON = "request.json";
  static final String CSV = "request.csv";
  static final String CLAIM = "claim";
  static final String HEARTBEAT = "heartbeat";
  static final String CANCEL = "cancel";
  static final String RESULTS = "result.csv";

  /** First line of a claim that the hub itself made, so that no bot begins any more. */
  private static final String CLOSED = "closed-by-genba=";

  private static final Pattern CLAIMED_AT = Pattern.compile("(?m)^at=(\\S+)$");
  private static final String SEEN = ".seen";
  private static final long LONGEST_NOTE = 64 * 1024;

  static RequestFolder of(Path share, String reference) {
    return new RequestFolder(share.resolve(REQUESTS).resolve(reference));
  }

  boolean exists() {
    return Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS);
  }

  boolean has(String file) {
    return Files.isRegularFile(root.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }

  /** The first caller makes it; everybody after finds it. */
  void create() throws IOException {
    try {
      Files.createDirectory(root);
    } catch (FileAlreadyExistsException e) {
      if (!exists()) {
        throw e;
      }
    }
  }

  /** The file appears whole or not at all. */
  void write(String file, byte[] content) throws IOException {
    Path own = root.resolve("." + file + "." + UUID.randomUUID());
    Path target = root.resolve(file);
    try {
      Files.write(own, content, StandardOpenOption.CREATE_NEW);
      try {
        Files.move(own, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(own, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(own);
    }
  }

  /**
   * Takes the request itself, so that no bot can begin it any more; false where one has begun.
   *
   * @param why {@code cancelled} or {@code deadline}
   */
  boolean close(String why) throws IOException {
    try {
      Files.writeString(root.resolve(CLAIM), CLOSED + why + "\n", StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return closed() != null;
    }
  }

  /** Why the hub closed the request, null where it did not. */
  @Nullable String closed() throws IOException {
    String claim = note(CLAIM);
    return claim != null && claim.startsWith(CLOSED)
        ? claim.substring(CLOSED.length()).lines().findFirst().orElse("").strip()
        : null;
  }

  /**
   * Asks a bot that has begun to stop.
   *
   * @param why {@code cancelled}, {@code deadline} or {@code lost}; the first one stays
   */
  void cancel(String why) throws IOException {
    if (!has(CANCEL)) {
      write(CANCEL, (why + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Whether a person or a process wanted it to stop, not the hub by itself. */
  boolean isCancelled() throws IOException {
    return "cancelled".equals(String.valueOf(note(CANCEL)).strip());
  }

  /** A small text file of either side; null where it is missing, too large or vanishes. */
  @Nullable String note(String file) throws IOException {
    Path path = root.resolve(file);
    try {
      return has(file) && Files.size(path) <= LONGEST_NOTE
          ? BotText.decode(Files.readAllBytes(path))
          : null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** When a bot was last seen to write, by the share's clock; null before the claim. */
  @Nullable Instant lastSign() throws IOException {
    Instant last = null;
    for (String file : new String[] {CLAIM, HEARTBEAT, RESULTS}) {
      if (has(file)) {
        Instant at =
            Files.getLastModifiedTime(root.resolve(file), LinkOption.NOFOLLOW_LINKS).toInstant();
        last = last == null || at.isAfter(last) ? at : last;
      }
    }
    return last;
  }

  /** The share's own time: the clocks of hub, share and bot may differ by minutes. */
  Instant shareTime() throws IOException {
    Path seen = root.resolve(SEEN);
    Files.write(seen, new byte[] {'.'});
    return Files.getLastModifiedTime(seen).toInstant();
  }

  /** As the claim says it in {@code at=}, else when the claim was written. */
  @Nullable Instant claimedAt() throws IOException {
    String claim = note(CLAIM);
    if (claim == null) {
      return null;
    }
    Matcher at = CLAIMED_AT.matcher(claim);
    try {
      return at.find()
          ? OffsetDateTime.parse(at.group(1)).toInstant()
          : Files.getLastModifiedTime(root.resolve(CLAIM)).toInstant();
    } catch (DateTimeParseException e) {
      return Files.getLastModifiedTime(root.resolve(CLAIM)).toInstant();
    }
  }
}
