package genba.connector.stub;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * UiPath Orchestrator with one folder, {@value #FOLDER}, the process {@value #PROCESS} in it and
 * the queue {@value #QUEUE}. References of jobs need not be unique there: who starts twice has two
 * jobs.
 */
public final class UiPathStub extends VendorStub {

  public static final String FOLDER = "市民局/自動化";
  public static final String PROCESS = "申請転記";
  public static final String RELEASE = "7d1cac2a-ac58-4c21-8b8a-2e35b0d10b68";
  public static final String QUEUE = "申請一覧";

  /** A process nobody may run unattended. */
  public static final String ATTENDED_ONLY = "窓口支援";

  private static final String BASE = "/city/default/orchestrator_";
  private static final String SECRET = "example-secret";
  private static final Pattern ID = Pattern.compile("/odata/\\w+\\((\\d+)\\).*");
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");

  private final List<Map<String, Object>> queueItems = new CopyOnWriteArrayList<>();

  @Override
  public String system() {
    return "uipath";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "address",
        address() + BASE,
        "tokenAddress",
        address() + "/identity_/connect/token",
        "clientId",
        "example-client",
        "clientSecret",
        SECRET,
        "folderPath",
        FOLDER,
        "webhookSecret",
        SECRET);
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.allOf(Fault.class);
  }

  @Override
  protected Answer answer(Request request) {
    if (request.line().equals("POST /identity_/connect/token")) {
      return token(request);
    }
    if (!request.path().startsWith(BASE)) {
      return Answer.empty(404);
    }
    if (!isValid(request.bearer())) {
      return error(401, 0, "You are not authenticated!");
    }
    String path = request.path().substring(BASE.length());
    if (request.method().equals("GET") && path.equals("/odata/Folders")) {
      return Answer.json(
          200, Map.of("@odata.count", 1, "value", List.of(Map.of("FullyQualifiedName", FOLDER))));
    }
    Answer refused = folder(request);
    return refused == null ? inFolder(request, path) : refused;
  }

  private Answer token(Request request) {
    Map<String, String> form = request.form();
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return Answer.json(400, Map.of("error", "unsupported_grant_type"));
    }
    if (!"example-client".equals(form.get("client_id"))
        || !SECRET.equals(form.get("client_secret"))) {
      return Answer.json(400, Map.of("error", "invalid_client"));
    }
    return Answer.json(
        200,
        Map.of(
            "access_token",
            issueToken(),
            "expires_in",
            3600,
            "token_type",
            "Bearer",
            "scope",
            form.getOrDefault("scope", "")));
  }

  private static @Nullable Answer folder(Request request) {
    String encoded = request.header("X-UIPATH-FolderPath-Encoded");
    String id = request.header("X-UIPATH-OrganizationUnitId");
    String key = request.header("X-UIPATH-FolderKey");
    if (encoded == null && id == null && key == null) {
      return error(400, 1101, "A folder is required for this action.");
    }
    boolean known =
        encoded == null
            ? "7".equals(id) || RELEASE.equals(key)
            : Base64.getEncoder()
                .encodeToString(FOLDER.getBytes(StandardCharsets.UTF_16LE))
                .equals(encoded);
    return known
        ? null
        : error(400, 1100, "Folder does not exist or the user does not have access to the folder.");
  }

  private Answer inFolder(Request request, String path) {
    Matcher one = ID.matcher(path);
    return switch (request.method() + " " + path.replaceAll("\\(.*\\)", "()")) {
      case "GET /odata/Releases" -> releases(request);
      case "POST /odata/Jobs/UiPath.Server.Configuration.OData.StartJobs" -> start(request);
      case "GET /odata/Jobs" -> jobs(request);
      case "GET /odata/Jobs/UiPath.Server.Configuration.OData.GetByKey()" ->
          byKey(path.replaceAll(".*identifier=([^)]*)\\)", "$1"))
              .map(job -> Answer.json(200, dto(look(job))))
              .orElse(error(404, 1002, "Job does not exist."));
      case "POST /odata/Jobs()/UiPath.Server.Configuration.OData.StopJob" -> stop(one, request);
      case "POST /odata/Queues/UiPathODataSvc.AddQueueItem" -> addQueueItem(request);
      case "GET /odata/QueueItems" -> queueItems(request);
      default -> error(404, 0, "No HTTP resource was found that matches the request URI.");
    };
  }

  private static Answer releases(Request request) {
    boolean known = texts(request, "Name").contains(PROCESS);
    return list(known ? List.of(Map.of("Key", RELEASE, "Name", PROCESS)) : List.of());
  }

  private Answer start(Request request) {
    if (!(request.json().get("startInfo") instanceof Map<?, ?> info)) {
      return error(400, 0, "startInfo must not be null");
    }
    Object name = info.get("ReleaseName");
    if (ATTENDED_ONLY.equals(name)) {
      return error(
          409,
          0,
          "Couldn't find any user with unattended robot permissions in the current folder.");
    }
    if (!PROCESS.equals(name) && !RELEASE.equals(info.get("ReleaseKey"))) {
      return error(404, 1002, "The process does not exist.");
    }
    Object arguments = info.get("InputArguments");
    Map<String, Object> input;
    try {
      input =
          arguments == null
              ? Map.of()
              : Request.of("", "", Map.of(), ((String) arguments).getBytes(StandardCharsets.UTF_8))
                  .json();
    } catch (ClassCastException | JacksonException _) {
      return error(400, 0, "Invalid arguments: InputArguments must be a JSON string.");
    }
    StubJob job =
        accept(
            request,
            String.valueOf(info.get("Reference")),
            PROCESS,
            input,
            canReachHub() ? HUB + "/api/v1/callbacks/uipath" : null);
    return Answer.json(201, Map.of("@odata.context", "…#Jobs", "value", List.of(dto(job))));
  }

  private Answer jobs(Request request) {
    List<String> keys = texts(request, "Key");
    List<String> references = texts(request, "Reference");
    return list(
        jobs().stream()
            .filter(job -> keys.contains(job.key()) || references.contains(job.reference()))
            .sorted(Comparator.comparing(StubJob::id).reversed())
            .map(job -> dto(look(job)))
            .toList());
  }

  private Answer stop(Matcher path, Request request) {
    Object strategy = request.json().get("strategy");
    if (!path.matches() || (!"SoftStop".equals(strategy) && !"Kill".equals(strategy))) {
      return error(400, 0, "Invalid strategy.");
    }
    long id = Long.parseLong(path.group(1));
    StubJob job = jobs().stream().filter(other -> other.id() == id).findFirst().orElse(null);
    if (job == null) {
      return error(404, 1002, "Job does not exist.");
    }
    if (job.state().isFinal()) {
      return error(409, 0, "The job is already in a final state.");
    }
    become(job, StubJob.State.CANCELLED, Map.of());
    return Answer.empty(200);
  }

  private Answer addQueueItem(Request request) {
    if (!(request.json().get("itemData") instanceof Map<?, ?> data)
        || !(data.get("SpecificContent") instanceof Map<?, ?> content)) {
      return error(400, 0, "itemData must not be null");
    }
    if (!QUEUE.equals(data.get("Name"))) {
      return error(404, 1002, data.get("Name") + " does not exist.");
    }
    Object reference = data.get("Reference");
    if (queueItems.stream().anyMatch(item -> item.get("Reference").equals(reference))) {
      return error(409, 1016, "Error creating Transaction. Duplicate Reference.");
    }
    Map<String, Object> item = new HashMap<>();
    item.put("Id", 5000 + queueItems.size());
    item.put("Key", UUID.randomUUID().toString());
    item.put("Reference", String.valueOf(reference));
    item.put("Status", "New");
    item.put("SpecificContent", content);
    queueItems.add(item);
    return Answer.json(201, item);
  }

  /** A robot takes the item up and is done with it. */
  public void endQueueItem(String reference, String status, Map<String, Object> output) {
    queueItems.stream()
        .filter(item -> item.get("Reference").equals(reference))
        .forEach(
            item -> {
              item.put("Status", status);
              item.put("Output", output);
            });
  }

  private Answer queueItems(Request request) {
    List<String> references = texts(request, "Reference");
    return list(
        queueItems.stream().filter(item -> references.contains(item.get("Reference"))).toList());
  }

  private static Answer list(List<?> value) {
    return Answer.json(200, Map.of("@odata.count", value.size(), "value", value));
  }

  private static Answer error(int status, int code, String message) {
    Map<String, Object> envelope = new HashMap<>();
    envelope.put("message", message);
    envelope.put("errorCode", code);
    envelope.put("resourceIds", null);
    return Answer.json(status, envelope);
  }

  /** The texts a {@code $filter} compares a property with, by {@code eq} or {@code in}. */
  private static List<String> texts(Request request, String property) {
    String filter = request.query().getOrDefault("$filter", "");
    Matcher part =
        Pattern.compile(property + " (?:eq|in) (\\([^)]*\\)|'(?:[^']|'')*')").matcher(filter);
    List<String> texts = new ArrayList<>();
    while (part.find()) {
      Matcher text = TEXT.matcher(part.group(1));
      while (text.find()) {
        texts.add(text.group(1).replace("''", "'"));
      }
    }
    return texts;
  }

  private static Map<String, Object> dto(StubJob job) {
    Map<String, Object> dto = new HashMap<>();
    dto.put("Id", job.id());
    dto.put("Key", job.key());
    dto.put("State", state(job));
    dto.put("StartTime", text(job.startedAt()));
    dto.put("EndTime", text(job.endedAt()));
    dto.put("CreationTime", text(job.createdAt()));
    dto.put("Reference", job.reference());
    dto.put("ReleaseName", job.bot());
    dto.put("Info", null);
    dto.put("InputArguments", Request.JSON.writeValueAsString(job.input()));
    dto.put(
        "OutputArguments",
        job.state().isFinal() ? Request.JSON.writeValueAsString(job.outputs()) : null);
    dto.put(
        "JobError",
        job.state() == StubJob.State.FAILED
            ? Map.of("Code", "Robot", "Title", "台帳を開けません", "Detail", "", "Category", "System")
            : null);
    return dto;
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  private static String state(StubJob job) {
    return switch (job.state()) {
      case PENDING -> "Pending";
      case RUNNING -> "Running";
      case SUCCEEDED -> "Successful";
      case FAILED -> "Faulted";
      case CANCELLED -> "Stopped";
    };
  }

  @Override
  protected Callback callback(StubJob job) {
    String body = event(job, job.state() == StubJob.State.FAILED ? "job.faulted" : "job.completed");
    return new Callback(
        String.valueOf(job.callbackAddress()),
        Map.of("Content-Type", "application/json", "X-UiPath-Signature", signature(body)),
        body);
  }

  @Override
  protected Callback forged(StubJob job) {
    return new Callback(
        String.valueOf(job.callbackAddress()),
        Map.of("Content-Type", "application/json", "X-UiPath-Signature", "bm90IHRoZSBzZWNyZXQ="),
        event(job, "job.faulted"));
  }

  private static String event(StubJob job, String type) {
    return Request.JSON.writeValueAsString(
        Map.of(
            "Type",
            type,
            "EventId",
            UUID.randomUUID().toString(),
            "Timestamp",
            Instant.now().toString(),
            "Job",
            dto(job),
            "TenantId",
            1,
            "OrganizationUnitId",
            7));
  }

  private static String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
