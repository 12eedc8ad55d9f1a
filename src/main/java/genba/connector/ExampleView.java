package genba.connector;

import genba.connector.ConnectorOutcome.Accepted;
import genba.connector.ConnectorOutcome.Completed;
import genba.connector.ConnectorOutcome.Misconfigured;
import genba.connector.ConnectorOutcome.Rejected;
import genba.connector.ConnectorOutcome.RetryLater;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An example as a person reads it; values as indented JSON.
 *
 * @param file name in the system's folder {@code examples}
 * @param call the call's parameters
 * @param steps what is asked of the other system and what it says
 * @param outcome {@code Completed}, {@code Accepted} …
 * @param result what the caller is told
 * @param playable whether it can be played without a network
 */
record ExampleView(
    String file,
    String title,
    String call,
    List<Step> steps,
    String outcome,
    String result,
    boolean playable) {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /**
   * A request and its answer.
   *
   * @param request method and address
   * @param headers one a line
   * @param status null: the network fails
   * @param fault {@code RESET}, {@code HANG}; null: none
   */
  record Step(
      String request,
      String headers,
      String body,
      @Nullable Integer status,
      String answer,
      @Nullable String fault) {}

  /** As written in the file. */
  static ExampleView of(String file, ExampleFile example) {
    List<Step> steps = new ArrayList<>();
    if (example.exchanges() != null) {
      example.exchanges().forEach(exchange -> steps.add(step(exchange)));
    }
    ExampleFile.Expected expected = example.expect();
    Object result =
        switch (expected.outcome()) {
          case "Rejected" -> texts(expected.code(), expected.message());
          case "RetryLater", "Misconfigured" -> Objects.requireNonNullElse(expected.reason(), "");
          default -> expected.output() == null ? "" : expected.output();
        };
    return new ExampleView(
        file,
        example.title(),
        text(example.call().parameters()),
        steps,
        expected.outcome(),
        text(result),
        example.exchanges() != null);
  }

  /** As it went just now. */
  static ExampleView of(String file, ExampleRun run) {
    List<Step> steps = new ArrayList<>();
    List<ExampleFile.Exchange> script =
        Objects.requireNonNullElse(run.example().exchanges(), List.of());
    for (int i = 0; i < run.made().size(); i++) {
      steps.add(step(run.made().get(i), i < script.size() ? script.get(i) : null));
    }
    Object result =
        switch (run.outcome()) {
          case Completed(var output) -> output;
          case Accepted(var reference, var output) ->
              Map.of("reference", reference, "output", output);
          case Rejected(var code, var message) -> texts(code, message);
          case RetryLater(var reason, var backOff, var _) ->
              texts(reason, backOff.toSeconds() + " s");
          case Misconfigured(var reason) -> reason;
        };
    return new ExampleView(
        file,
        run.example().title(),
        text(run.example().call().parameters()),
        steps,
        run.outcome().getClass().getSimpleName(),
        text(result),
        true);
  }

  private static Step step(ExampleFile.Exchange exchange) {
    ExampleFile.Request request = exchange.request();
    ExampleFile.Response response = exchange.response();
    Object body =
        request.json() != null
            ? request.json()
            : request.form() != null ? request.form() : request.text();
    return new Step(
        request.method()
            + " "
            + (request.url() == null
                ? Objects.requireNonNullElse(request.path(), "")
                : request.url())
            + query(request.query()),
        headers(request.headers()),
        text(body),
        response.fault() == null ? response.status() : null,
        text(response.json() != null ? response.json() : response.text()),
        response.fault());
  }

  private static Step step(Replay.Made made, ExampleFile.@Nullable Exchange script) {
    WireRequest request = made.request();
    return new Step(
        request.method() + " " + request.uri() + query(request.query()),
        headers(request.headers()),
        text(request.content()),
        made.answer().status() == 0 ? null : made.answer().status(),
        text(made.answer().content()),
        script == null ? null : script.response().fault());
  }

  private static String query(Map<String, String> query) {
    List<String> parts = new ArrayList<>();
    query.forEach((name, value) -> parts.add(name + "=" + value));
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private static String headers(Map<String, String> headers) {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    return Masker.mask(String.join("\n", lines));
  }

  private static String texts(@Nullable String one, @Nullable String other) {
    return (Objects.requireNonNullElse(one, "") + " " + Objects.requireNonNullElse(other, ""))
        .strip();
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> Masker.mask(text);
      case Map<?, ?> map when map.isEmpty() -> "";
      default -> Masker.mask(JSON.writeValueAsString(value));
    };
  }
}
