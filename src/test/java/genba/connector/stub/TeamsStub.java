package genba.connector.stub;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * A channel's Workflows webhook: the signature in the address opens it, 202 with nothing says that
 * the card was taken, an Action.Submit and more than 28 KB are refused.
 */
public final class TeamsStub extends VendorStub {

  private static final String PATH = "/workflows/example/triggers/manual/paths/invoke";
  private static final String SIGNATURE = "example-secret";
  private static final int LARGEST = 28 * 1024;

  private final List<JsonNode> cards = new CopyOnWriteArrayList<>();
  private final AtomicInteger limitedInside = new AtomicInteger();

  @Override
  public String system() {
    return "teams";
  }

  @Override
  public Map<String, String> connection() {
    return Map.of(
        "webhookAddress",
        address() + PATH + "?api-version=2016-06-01&sig=" + SIGNATURE,
        "trustedAddress",
        address());
  }

  @Override
  public Set<Fault> faults() {
    return EnumSet.of(
        Fault.TOO_MANY_REQUESTS,
        Fault.BAD_GATEWAY_THOUGH_STARTED,
        Fault.HANG,
        Fault.RESET,
        Fault.TRICKLE);
  }

  /** The next requests are answered as old connectors did: 200, and the 429 inside the text. */
  public void limitInsideBody(int times) {
    limitedInside.set(times);
  }

  /** The contents of all cards that were posted. */
  public List<JsonNode> cards() {
    return List.copyOf(cards);
  }

  /** All texts of the cards, one line for each. */
  public List<String> texts() {
    return cards.stream().flatMap(card -> card.findValuesAsString("text").stream()).toList();
  }

  @Override
  protected Answer answer(Request request) {
    if (!request.line().equals("POST " + PATH)) {
      return error(404, "WorkflowNotFound", "The workflow could not be found.");
    }
    if (!SIGNATURE.equals(request.query().get("sig"))) {
      return error(401, "AuthorizationFailed", "The authentication credentials are not valid.");
    }
    if (limitedInside.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return Answer.text(
          200,
          "text/plain",
          "Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error"
              + " 429 with ContextId tcid=0,server=EXAMPLE");
    }
    if (request.body().getBytes(StandardCharsets.UTF_8).length > LARGEST) {
      return error(413, "RequestEntityTooLarge", "The message is too large.");
    }
    JsonNode message = Request.JSON.readTree(request.body());
    JsonNode card = message.path("attachments").path(0).path("content");
    boolean known =
        message.path("type").asString().equals("message")
            && message
                .path("attachments")
                .path(0)
                .path("contentType")
                .asString()
                .equals("application/vnd.microsoft.card.adaptive")
            && card.path("type").asString().equals("AdaptiveCard")
            && card.path("version").asString().equals("1.2")
            && !card.toString().contains("Action.Submit");
    if (!known) {
      return error(400, "TriggerInputSchemaMismatch", "The input does not match the schema.");
    }
    cards.add(card);
    return Answer.empty(202);
  }

  @Override
  protected Answer tooManyRequests() {
    return error(429, "TooManyRequests", "Rate limit is exceeded.");
  }

  private static Answer error(int status, String code, String message) {
    return Answer.json(status, Map.of("error", Map.of("code", code, "message", message)));
  }
}
