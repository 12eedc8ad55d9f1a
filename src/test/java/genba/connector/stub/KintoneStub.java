package genba.connector.stub;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * kintone with one app (17): fields receipt_number and genba_reference (no duplicates), result, a
 * drop-down 区分, and process management 未処理 → 処理中 → 完了. A webhook goes to {@link #notifies}.
 */
public final class KintoneStub extends VendorStub {

  private static final String APP = "17";
  private static final String TOKEN = "example-token";
  private static final Set<String> UNIQUE = Set.of("receipt_number", "genba_reference");
  private static final Set<String> KNOWN =
      Set.of("receipt_number", "genba_reference", "result", "区分");
  private static final Set<String> CHOICES = Set.of("窓口", "電子申請");
  private static final Map<String, Map<String, String>> ACTIONS =
      Map.of("未処理", Map.of("処理を開始する", "処理中"), "処理中", Map.of("完了する", "完了"), "完了", Map.of());
  private static final Pattern EQUALS =
      Pattern.compile("([\\p{L}_]+) = \"([^\"]*)\"(?: limit (\\d+))?");

  /** A record; guarded by the stub. */
  private static final class Row {
    private final String id;
    private final Map<String, Object> values = new TreeMap<>();
    private long revision = 1;
    private String status = "未処理";

    Row(String id) {
      this.id = id;
    }

    Map<String, Object> view() {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("$id", Map.of("type", "__ID__", "value", id));
      view.put("$revision", Map.of("type", "__REVISION__", "value", String.valueOf(revision)));
      view.put("ステータス", Map.of("type", "STATUS", "value", status));
      values.forEach(
          (code, value) ->
              view.put(
                  code,
                  Map.of(
                      "type",
                      code.equals("区分") ? "DROP_DOWN" : "SINGLE_LINE_TEXT",
                      "value",
                      value)));
      return view;
    }
  }

  /** What kintone says no with. */
  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer answer;

    Refusal(int status, String code, String message, Map<String, Object> errors) {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("code", code);
      body.put("id", "example-" + code);
      body.put("message", message);
      if (!errors.isEmpty()) {
        body.put("errors", errors);
      }
      this.answer = Answer.json(status, body);
    }

    Refusal(int status, String code, String message) {
      this(status, code, message, Map.of());
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();
  private final AtomicLong ids = new AtomicLong(40);
  private volatile @Nullable String webhook;

  /** Where the app's webhook goes to. */
  public void notifies(String address) {
    webhook = address;
  }

  /** How many records the app has. */
  public synchronized int records() {
    return rows.size();
  }

  @Override
  public String system() {
    return "kintone";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "address", address(), "app", APP, "apiToken", TOKEN, "referenceField", "genba_reference");
  }

  /** An API token does not expire by itself, and kintone says nothing signed. */
  @Override
  public Set<Fault> faults() {
    return EnumSet.of(
        Fault.TOO_MANY_REQUESTS,
        Fault.BAD_GATEWAY_THOUGH_STARTED,
        Fault.HANG,
        Fault.RESET,
        Fault.TRICKLE,
        Fault.CALLBACK_DUPLICATE,
        Fault.CALLBACK_EARLY,
        Fault.CALLBACK_LATE,
        Fault.CALLBACK_FORGED);
  }

  @Override
  protected synchronized Answer answer(Request request) {
    try {
      checkHead(request);
      return switch (request.line()) {
        case "GET /k/v1/app.json" -> Answer.json(200, Map.of("appId", APP, "name", "電子申請の受付"));
        case "POST /k/v1/record.json" -> add(request);
        case "PUT /k/v1/record.json" -> update(request);
        case "GET /k/v1/record.json" ->
            Answer.json(200, Map.of("record", row(request.query().get("id")).view()));
        case "GET /k/v1/records.json" -> list(request);
        case "PUT /k/v1/records.json" -> upsert(request);
        case "PUT /k/v1/record/status.json" -> status(request);
        default -> Answer.text(404, "text/html", "<html>404</html>");
      };
    } catch (Refusal refusal) {
      return refusal.answer;
    }
  }

  private void checkHead(Request request) {
    if (request.header("x-cybozu-api-token") == null) {
      throw new Refusal(401, "CB_AU01", "ログインしてください。");
    }
    if (!TOKEN.equals(request.header("x-cybozu-api-token"))) {
      throw new Refusal(403, "GAIA_NO01", "このAPIトークンでは、指定したアプリにアクセスできません。");
    }
    String type = Objects.toString(request.header("content-type"), "");
    boolean get = request.method().equals("GET");
    if (get == type.startsWith("application/json")) {
      throw new Refusal(400, "CB_IJ01", "不正なJSON文字列です。");
    }
    Object app =
        get
            ? request.query().getOrDefault("app", request.query().get("id"))
            : request.json().get("app");
    if (!APP.equals(String.valueOf(app))) {
      throw new Refusal(404, "GAIA_AP01", "指定したアプリ（id: " + app + "）が見つかりません。");
    }
  }

  private Answer add(Request request) {
    Row row = new Row(String.valueOf(ids.incrementAndGet()));
    write(row, values(request.json().get("record"), "record."), "record.");
    rows.put(row.id, row);
    changed(request, row, "ADD_RECORD");
    return Answer.json(200, Map.of("id", row.id, "revision", "1"));
  }

  private Answer update(Request request) {
    Row row =
        request.json().get("id") != null
            ? row(String.valueOf(request.json().get("id")))
            : byKey(request.json().get("updateKey"))
                .orElseThrow(() -> new Refusal(404, "GAIA_RE20", "指定したupdateKeyのレコードが見つかりません。"));
    checkRevision(row, request.json().get("revision"));
    write(row, values(request.json().get("record"), "record."), "record.");
    row.revision++;
    changed(request, row, "UPDATE_RECORD");
    return Answer.json(200, Map.of("revision", String.valueOf(row.revision)));
  }

  private Answer upsert(Request request) {
    if (!Boolean.TRUE.equals(request.json().get("upsert"))) {
      throw new Refusal(400, "CB_VA01", "入力内容が正しくありません。");
    }
    List<Object> done = new ArrayList<>();
    for (Object entry : (List<?>) Objects.requireNonNull(request.json().get("records"))) {
      Map<?, ?> wanted = (Map<?, ?>) entry;
      Optional<Row> known = byKey(wanted.get("updateKey"));
      Map<String, Object> values = values(wanted.get("record"), "records[0].record.");
      Row row = known.orElseGet(() -> new Row(String.valueOf(ids.incrementAndGet())));
      if (known.isEmpty()) {
        Map<?, ?> key = (Map<?, ?>) Objects.requireNonNull(wanted.get("updateKey"));
        values.put(String.valueOf(key.get("field")), String.valueOf(key.get("value")));
      } else {
        row.revision++;
      }
      write(row, values, "records[0].record.");
      rows.put(row.id, row);
      done.add(
          Map.of(
              "id",
              row.id,
              "operation",
              known.isEmpty() ? "INSERT" : "UPDATE",
              "revision",
              String.valueOf(row.revision)));
    }
    return Answer.json(200, Map.of("records", done));
  }

  private Answer status(Request request) {
    Row row = row(String.valueOf(request.json().get("id")));
    checkRevision(row, request.json().get("revision"));
    String next =
        Objects.requireNonNull(ACTIONS.get(row.status))
            .get(String.valueOf(request.json().get("action")));
    if (next == null) {
      throw new Refusal(400, "GAIA_IL03", "ステータスの変更に失敗しました。");
    }
    row.status = next;
    row.revision += 2;
    changed(request, row, "UPDATE_STATUS");
    return Answer.json(200, Map.of("revision", String.valueOf(row.revision)));
  }

  private Answer list(Request request) {
    Matcher query = EQUALS.matcher(Objects.toString(request.query().get("query"), ""));
    if (!query.matches()) {
      throw new Refusal(400, "GAIA_IQ11", "クエリーの書き方が正しくありません。");
    }
    Set<String> asked = Set.copyOf(request.query().values());
    List<Map<String, Object>> found =
        rows.values().stream()
            .filter(row -> query.group(2).equals(row.values.get(query.group(1))))
            .map(Row::view)
            .peek(view -> view.keySet().removeIf(code -> !asked.contains(code)))
            .toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("records", found);
    body.put(
        "totalCount",
        "true".equals(request.query().get("totalCount")) ? String.valueOf(found.size()) : null);
    return Answer.json(200, body);
  }

  private Row row(@Nullable String id) {
    Row row = id == null ? null : rows.get(id);
    if (row == null) {
      throw new Refusal(404, "GAIA_RE01", "指定したレコード（id: " + id + "）が見つかりません。");
    }
    return row;
  }

  private Optional<Row> byKey(@Nullable Object updateKey) {
    if (!(updateKey instanceof Map<?, ?> key)
        || !UNIQUE.contains(String.valueOf(key.get("field")))) {
      throw new Refusal(400, "GAIA_UQ01", "updateKeyのフィールドに「値の重複を禁止する」が設定されていません。");
    }
    return rows.values().stream()
        .filter(
            row ->
                Objects.equals(row.values.get(String.valueOf(key.get("field"))), key.get("value")))
        .findFirst();
  }

  private static void checkRevision(Row row, @Nullable Object revision) {
    if (revision != null
        && !String.valueOf(revision).equals("-1")
        && !String.valueOf(revision).equals(String.valueOf(row.revision))) {
      throw new Refusal(409, "GAIA_CO02", "指定したrevisionは最新ではありません。ほかのユーザーがレコードを更新した可能性があります。");
    }
  }

  /** {@code {code: {value}}}; anything else is no record. */
  private static Map<String, Object> values(@Nullable Object record, String where) {
    Map<String, Object> values = new TreeMap<>();
    if (record instanceof Map<?, ?> fields) {
      fields.forEach(
          (code, field) -> {
            if (!(field instanceof Map<?, ?> wrapped) || !wrapped.containsKey("value")) {
              throw invalid(where + code, "必須です。");
            }
            values.put(String.valueOf(code), Objects.requireNonNull(wrapped.get("value")));
          });
    }
    return values;
  }

  private void write(Row row, Map<String, Object> values, String where) {
    values.forEach(
        (code, value) -> {
          if (!KNOWN.contains(code)) {
            return; // kintone takes no notice of field codes it does not know
          }
          if (code.equals("区分") && !CHOICES.contains(String.valueOf(value))) {
            throw invalid(where + code + ".value", "\"" + value + "\"は選択肢にありません。");
          }
          boolean taken =
              UNIQUE.contains(code)
                  && rows.values().stream()
                      .anyMatch(other -> other != row && value.equals(other.values.get(code)));
          if (taken) {
            throw invalid(where + code + ".value", "値がほかのレコードと重複しています。");
          }
        });
    values.entrySet().stream()
        .filter(entry -> KNOWN.contains(entry.getKey()))
        .forEach(entry -> row.values.put(entry.getKey(), entry.getValue()));
  }

  private static Refusal invalid(String field, String message) {
    return new Refusal(
        400, "CB_VA01", "入力内容が正しくありません。", Map.of(field, Map.of("messages", List.of(message))));
  }

  /** Tells the webhook, and counts an added record as something started. */
  private void changed(Request request, Row row, String type) {
    String reference = Objects.toString(row.values.get("genba_reference"), "");
    StubJob job =
        type.equals("ADD_RECORD")
            ? accept(request, reference, type, row.view(), webhook)
            : byReference(reference).orElse(null);
    if (job != null) {
      become(job, StubJob.State.SUCCEEDED, Map.of());
    }
  }

  @Override
  protected Callback callback(StubJob job) {
    return notification(job, "ADD_RECORD");
  }

  @Override
  protected @Nullable Callback forged(StubJob job) {
    return job.callbackAddress() == null ? null : notification(job, "UPDATE_STATUS");
  }

  private static Callback notification(StubJob job, String type) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", "01234567-0123-0123-0123-" + "%012d".formatted(job.id()));
    body.put("type", type);
    body.put("app", Map.of("id", APP, "name", "電子申請の受付"));
    body.put("record", job.input());
    body.put("recordTitle", job.reference());
    body.put("url", "https://example.cybozu.com/k/17/show#record=" + job.id());
    return new Callback(
        Objects.requireNonNull(job.callbackAddress()),
        Map.of("Content-Type", "application/json"),
        Request.JSON.writeValueAsString(body));
  }
}
