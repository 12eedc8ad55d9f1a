package genba.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.context.JavaFunction;
import org.camunda.feel.context.JavaFunctionProvider;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.valuemapper.ValueMapper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The models' expression language for connector files, with the functions that talking to another
 * system needs: {@code encode uri}, {@code base64}, {@code base64 utf16le}, {@code from base64},
 * {@code hmac sha256}, {@code uuid}, {@code json path}, {@code matches text}, {@code expand uri},
 * {@code evaluate}.
 */
@Component("feelExpressions")
class Feel {

  /** A function that is not there is a mistake, never an empty value. */
  private static final String MISTAKE = "NO_FUNCTION_FOUND";

  private final FeelEngineApi engine;
  private final Map<String, ParsedExpression> parsed = new ConcurrentHashMap<>();

  Feel() {
    FeelEngineBuilder builder = FeelEngineBuilder.forJava();
    this.engine = builder.withFunctionProvider(new Functions(builder.valueMapper(), this)).build();
  }

  /**
   * Parses an expression, once.
   *
   * @throws IllegalArgumentException where it is not FEEL, saying where
   */
  ParsedExpression parse(String expression) {
    ParsedExpression known = parsed.get(expression);
    if (known != null) {
      return known;
    }
    ParseResult result = engine.parseExpression(expression);
    if (!result.isSuccess()) {
      throw new IllegalArgumentException("FEEL: " + result.failure().message());
    }
    parsed.put(expression, result.parsedExpression());
    return result.parsedExpression();
  }

  /**
   * The value of an expression in plain maps, lists, texts, numbers and booleans.
   *
   * @throws IllegalArgumentException where it cannot be evaluated
   */
  @Nullable Object evaluate(String expression, Map<String, Object> variables) {
    EvaluationResult result = engine.evaluate(parse(expression), variables);
    if (!result.isSuccess()) {
      throw new IllegalArgumentException("FEEL: " + result.failure().message());
    }
    result.getSuppressedFailures().stream()
        .filter(failure -> MISTAKE.equals(failure.failureType().toString()))
        .findFirst()
        .ifPresent(
            failure -> {
              throw new IllegalArgumentException("FEEL: " + failure.failureMessage());
            });
    return plain(result.result());
  }

  /** A setting: a text that starts with {@code =} is FEEL, anything else is itself. */
  @Nullable Object setting(@Nullable Object value, Map<String, Object> variables) {
    return switch (value) {
      case String text when text.startsWith("=") -> evaluate(text.substring(1).strip(), variables);
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> settled = new LinkedHashMap<>();
        map.forEach((key, entry) -> settled.put(String.valueOf(key), setting(entry, variables)));
        yield settled;
      }
      case null, default -> value;
    };
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, entry) -> copy.put(String.valueOf(key), plain(entry)));
        yield copy;
      }
      case Collection<?> list -> {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(entry -> copy.add(plain(entry)));
        yield copy;
      }
      case String _, Number _, Boolean _ -> value;
      case null -> null;
      default -> value.toString();
    };
  }

  private static final class Functions extends JavaFunctionProvider {

    private interface Body {
      @Nullable Object of(List<@Nullable Object> arguments);
    }

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z]+)\\}");

    private final Map<String, JavaFunction> functions = new LinkedHashMap<>();
    private final ValueMapper values;

    Functions(ValueMapper values, Feel feel) {
      this.values = values;
      add("encode uri", List.of("text"), in -> encoded(text(in, 0)));
      add(
          "base64",
          List.of("text"),
          in -> Base64.getEncoder().encodeToString(text(in, 0).getBytes(StandardCharsets.UTF_8)));
      // UiPath wants the path of a folder in this form.
      add(
          "base64 utf16le",
          List.of("text"),
          in ->
              Base64.getEncoder().encodeToString(text(in, 0).getBytes(StandardCharsets.UTF_16LE)));
      add(
          "from base64",
          List.of("text"),
          in -> new String(Base64.getDecoder().decode(text(in, 0)), StandardCharsets.UTF_8));
      add(
          "hmac sha256",
          List.of("secret", "text"),
          in -> HexFormat.of().formatHex(hmac(text(in, 0), text(in, 1))));
      add(
          "uuid",
          List.of("text"),
          in -> UUID.nameUUIDFromBytes(text(in, 0).getBytes(StandardCharsets.UTF_8)).toString());
      add(
          "json path",
          List.of("value", "path"),
          in -> in.get(0) == null ? null : JsonPaths.read(in.get(0), text(in, 1)));
      add(
          "matches text",
          List.of("text", "pattern"),
          in -> in.get(0) != null && Pattern.compile(text(in, 1)).matcher(text(in, 0)).find());
      add(
          "expand uri",
          List.of("template", "values"),
          in -> in.get(0) == null ? null : expandUri(text(in, 0), map(in.get(1))));
      add(
          "evaluate",
          List.of("expression", "context"),
          in -> in.get(0) == null ? null : configured(feel, text(in, 0), map(in.get(1))));
    }

    private void add(String name, List<String> parameters, Body body) {
      functions.put(
          name,
          new JavaFunction(
              parameters,
              arguments -> {
                List<@Nullable Object> plain = new ArrayList<>();
                arguments.forEach(argument -> plain.add(plain(values.unpackVal((Val) argument))));
                return values.toVal(body.of(plain));
              }));
    }

    private static String text(List<@Nullable Object> arguments, int index) {
      Object value = arguments.get(index);
      return value == null ? "" : value.toString();
    }

    /** {@code {name}} becomes the value, percent-encoded; without a value nothing. */
    private static String expandUri(String template, Map<String, Object> values) {
      return NAME.matcher(template)
          .replaceAll(
              name ->
                  Matcher.quoteReplacement(
                      encoded(Objects.toString(values.get(name.group(1)), ""))));
    }

    /**
     * What an operator wrote into a connection: {@code = FEEL} over the context, {@code $.path}
     * into the context's {@code body}, or the text itself.
     */
    private static @Nullable Object configured(
        Feel feel, String expression, Map<String, Object> context) {
      if (expression.startsWith("=")) {
        return feel.evaluate(expression.substring(1).strip(), context);
      }
      if (expression.startsWith("$")) {
        Object body = context.get("body");
        return body == null ? null : JsonPaths.read(body, expression);
      }
      return expression;
    }

    private static Map<String, Object> map(@Nullable Object value) {
      Map<String, Object> map = new HashMap<>();
      if (value instanceof Map<?, ?> entries) {
        entries.forEach((key, entry) -> map.put(String.valueOf(key), entry));
      }
      return map;
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] hmac(String secret, String text) {
      try {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Optional<JavaFunction> resolveFunction(String name) {
      return Optional.ofNullable(functions.get(name));
    }

    @Override
    public Collection<String> getFunctionNames() {
      return functions.keySet();
    }
  }
}
