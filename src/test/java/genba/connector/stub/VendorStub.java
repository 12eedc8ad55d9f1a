package genba.connector.stub;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's system on a free port of this machine. A subclass speaks the protocol; this class
 * keeps tokens, jobs, callbacks and what came in, and brings the faults. A job goes PENDING,
 * RUNNING, and ends at the second look at it, unless {@link #finish} or {@link #endByItself} say
 * otherwise.
 */
public abstract class VendorStub implements AutoCloseable {

  /** What goes wrong, on the wire or in the vendor's house. */
  public enum Fault {
    /** All tokens given out so far are void from now on. */
    TOKEN_EXPIRED,
    /** 429 with Retry-After; nothing was done. */
    TOO_MANY_REQUESTS,
    /** The work is done, the answer is 502. */
    BAD_GATEWAY_THOUGH_STARTED,
    /** No answer ever; nothing was done. */
    HANG,
    /** RST; nothing was done. */
    RESET,
    /** The work is done, and the answer comes byte by byte, too slowly to wait for. */
    TRICKLE,
    /** The job that is started never begins. */
    PENDING_FOREVER,
    /** The job's callback comes twice. */
    CALLBACK_DUPLICATE,
    /** The job has ended, and its callback been answered, before the start is. */
    CALLBACK_EARLY,
    /** The job's callback comes only when {@link #sendLateCallbacks} is called. */
    CALLBACK_LATE,
    /** Somebody else calls back for the job and claims that it has failed, while it works. */
    CALLBACK_FORGED
  }

  /** A callback as the vendor sends it. */
  public record Callback(String address, Map<String, String> headers, String body) {}

  private record Planned(Fault fault, Pattern pattern, AtomicInteger left) {}

  /** The hub as the internet would know it. */
  public static final String HUB = "https://hub.example";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final List<Planned> plan = new ArrayList<>();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Map<String, StubJob> jobs = new ConcurrentHashMap<>();
  private final List<Recorded> requests = new CopyOnWriteArrayList<>();
  private final List<Callback> late = new CopyOnWriteArrayList<>();
  private final List<Integer> callbackAnswers = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong(1000);
  private final HttpClient caller = HttpClient.newHttpClient();
  private final Wire wire = new Wire(this::reply);
  private volatile boolean endByItself = true;
  private volatile @Nullable String hub;

  /** Name of its folder under {@code connectors/}. */
  public abstract String system();

  /** Properties of {@code genba.connector.connections.<system>} that lead here. */
  public abstract Map<String, String> connection();

  /** The faults its protocol can have. */
  public abstract Set<Fault> faults();

  /** The vendor's protocol to the letter: paths, statuses, error envelopes, required headers. */
  protected abstract Answer answer(Request request);

  /** A callback for the job as it stands; null where the vendor has none. */
  protected @Nullable Callback callback(StubJob job) {
    return null;
  }

  /** What somebody who only knows the address would send; never a valid signature. */
  protected @Nullable Callback forged(StubJob job) {
    return null;
  }

  /** The vendor's envelope for 429. */
  protected Answer tooManyRequests() {
    return Answer.text(429, "text/plain", "Too many requests");
  }

  /** {@code http://localhost:<port>}. */
  public final String address() {
    return wire.address();
  }

  /**
   * Where {@link #HUB}, the address vendors know the hub by, leads to on this machine; before this,
   * webhooks are not sent.
   */
  public final void reachHubAt(String address) {
    hub = address;
  }

  protected final boolean canReachHub() {
    return hub != null;
  }

  /**
   * The next requests whose line ({@code POST /path}) has the pattern in it meet the fault.
   *
   * @param times how many of them
   */
  public final void inject(Fault fault, String pattern, int times) {
    synchronized (plan) {
      plan.add(new Planned(fault, Pattern.compile(pattern), new AtomicInteger(times)));
    }
  }

  /** Takes back the faults that have not happened yet. */
  public final void heal() {
    synchronized (plan) {
      plan.clear();
    }
  }

  /** False: jobs stay as they are until {@link #finish}. */
  public final void endByItself(boolean byItself) {
    endByItself = byItself;
  }

  /** Starts that the vendor took on under this reference. */
  public final int acceptedStarts(String reference) {
    return (int) jobs.values().stream().filter(job -> job.reference().equals(reference)).count();
  }

  public final List<Recorded> requests() {
    return List.copyOf(requests);
  }

  /** Statuses the hub answered callbacks with; 0 where it could not be reached. */
  public final List<Integer> callbackAnswers() {
    return List.copyOf(callbackAnswers);
  }

  /** Ends the job of a reference, and calls back where the vendor does. */
  public final void finish(String reference, StubJob.State state, Map<String, Object> outputs) {
    become(byReference(reference).orElseThrow(), state, outputs);
  }

  /** Sends what {@link Fault#CALLBACK_LATE} held back. */
  public final void sendLateCallbacks() {
    late.forEach(this::send);
    late.clear();
  }

  protected final String issueToken() {
    String token = UUID.randomUUID().toString();
    tokens.add(token);
    return token;
  }

  protected final boolean isValid(@Nullable String token) {
    return token != null && tokens.contains(token);
  }

  /** The vendor takes a job on. */
  protected final StubJob accept(
      Request request,
      String reference,
      String bot,
      Map<String, Object> input,
      @Nullable String callbackAddress) {
    StubJob job =
        new StubJob(ids.incrementAndGet(), reference, bot, input, callbackAddress, request.fault());
    jobs.put(job.key(), job);
    if (request.fault() == Fault.CALLBACK_EARLY) {
      become(job, StubJob.State.SUCCEEDED, results(job));
    } else if (request.fault() == Fault.CALLBACK_FORGED) {
      Callback callback = forged(job);
      if (callback != null) {
        send(callback);
      }
    }
    return job;
  }

  protected final Optional<StubJob> byKey(@Nullable String key) {
    return key == null ? Optional.empty() : Optional.ofNullable(jobs.get(key));
  }

  /** The newest one where there are several. */
  protected final Optional<StubJob> byReference(@Nullable String reference) {
    return jobs.values().stream()
        .filter(job -> job.reference().equals(reference))
        .max(Comparator.comparing(StubJob::id));
  }

  protected final List<StubJob> jobs() {
    return List.copyOf(jobs.values());
  }

  /** Somebody asks for the job: it has gone on a little since. */
  protected final StubJob look(StubJob job) {
    if (endByItself && job.fault() != Fault.PENDING_FOREVER) {
      become(
          job,
          job.state() == StubJob.State.PENDING ? StubJob.State.RUNNING : StubJob.State.SUCCEEDED,
          results(job));
    }
    return job;
  }

  /** What a job that ends by itself brings back. */
  protected Map<String, Object> results(StubJob job) {
    return Map.of("itemsDone", "3", "itemsRejected", "1");
  }

  /** Moves a job on; one that has ended stays as it is. */
  protected final void become(StubJob job, StubJob.State state, Map<String, Object> outputs) {
    if (!job.become(state, new HashMap<>(outputs))) {
      return;
    }
    Callback callback = job.callbackAddress() == null ? null : callback(job);
    if (callback == null) {
      return;
    }
    switch (job.fault()) {
      case CALLBACK_LATE -> late.add(callback);
      case CALLBACK_DUPLICATE -> {
        send(callback);
        send(callback);
      }
      case CALLBACK_EARLY -> send(callback);
      case null, default -> Thread.ofVirtual().start(() -> send(callback));
    }
  }

  private void send(Callback callback) {
    String way = hub == null ? callback.address() : callback.address().replace(HUB, hub);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(way))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(callback.body()));
    callback.headers().forEach(request::setHeader);
    try {
      callbackAnswers.add(
          caller.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException _) {
      callbackAnswers.add(0);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Wire.Reply reply(Request plain) {
    Request request = plain.with(planned(plain));
    return switch (request.fault()) {
      case HANG -> record(request, new Wire.Reply.Silence());
      case RESET -> record(request, new Wire.Reply.Reset());
      case TRICKLE -> record(request, new Wire.Reply.Trickle(answer(request)));
      case BAD_GATEWAY_THOUGH_STARTED -> {
        answer(request);
        yield whole(request, Answer.text(502, "text/html", "<h1>502 Bad Gateway</h1>"));
      }
      case TOO_MANY_REQUESTS ->
          whole(
              request,
              tooManyRequests().with("Retry-After", String.valueOf(RETRY_AFTER.toSeconds())));
      case TOKEN_EXPIRED -> {
        tokens.clear();
        yield whole(request, answer(request));
      }
      case PENDING_FOREVER, CALLBACK_DUPLICATE, CALLBACK_EARLY, CALLBACK_LATE, CALLBACK_FORGED ->
          whole(request, answer(request));
      case null -> whole(request, answer(request));
    };
  }

  private Wire.Reply whole(Request request, Answer answer) {
    requests.add(new Recorded(request, answer.status()));
    return new Wire.Reply.Whole(answer);
  }

  private Wire.Reply record(Request request, Wire.Reply reply) {
    requests.add(new Recorded(request, 0));
    return reply;
  }

  private @Nullable Fault planned(Request request) {
    synchronized (plan) {
      for (Planned planned : plan) {
        if (planned.left().get() > 0 && planned.pattern().matcher(request.line()).find()) {
          planned.left().decrementAndGet();
          return planned.fault();
        }
      }
      return null;
    }
  }

  @Override
  public void close() {
    wire.close();
    caller.close();
  }
}
