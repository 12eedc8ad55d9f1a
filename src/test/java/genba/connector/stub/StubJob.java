package genba.connector.stub;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job a vendor's system has taken on. Guarded by itself: requests come side by side. */
public final class StubJob {

  /** What every vendor has in common; each stub says it in its vendor's words. */
  public enum State {
    PENDING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    public boolean isFinal() {
      return compareTo(SUCCEEDED) >= 0;
    }
  }

  private final long id;
  private final UUID key = UUID.randomUUID();
  private final String reference;
  private final String bot;
  private final Map<String, Object> input;
  private final @Nullable String callbackAddress;
  private final VendorStub.@Nullable Fault fault;
  private final Instant createdAt = now();
  private State state = State.PENDING;
  private Map<String, Object> outputs = Map.of();
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;

  StubJob(
      long id,
      String reference,
      String bot,
      Map<String, Object> input,
      @Nullable String callbackAddress,
      VendorStub.@Nullable Fault fault) {
    this.id = id;
    this.reference = reference;
    this.bot = bot;
    this.input = input;
    this.callbackAddress = callbackAddress;
    this.fault = fault;
  }

  public long id() {
    return id;
  }

  public String key() {
    return key.toString();
  }

  public String reference() {
    return reference;
  }

  public String bot() {
    return bot;
  }

  public Map<String, Object> input() {
    return input;
  }

  public @Nullable String callbackAddress() {
    return callbackAddress;
  }

  VendorStub.@Nullable Fault fault() {
    return fault;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public synchronized State state() {
    return state;
  }

  public synchronized Map<String, Object> outputs() {
    return outputs;
  }

  public synchronized @Nullable Instant startedAt() {
    return startedAt;
  }

  public synchronized @Nullable Instant endedAt() {
    return endedAt;
  }

  /** Returns whether this ended the job. */
  synchronized boolean become(State next, Map<String, Object> results) {
    if (state.isFinal() || state == next) {
      return false;
    }
    if (next != State.PENDING && startedAt == null) {
      startedAt = now();
    }
    state = next;
    if (next.isFinal()) {
      endedAt = now();
      outputs = results;
    }
    return next.isFinal();
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
