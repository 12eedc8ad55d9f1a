package genba.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Kamelet says about its parameters in {@code spec.definition}. A property the route uses as
 * {@code {{name}}} belongs to the connection, all others are given with each call.
 *
 * @param bindsCalls whether what a call gives is put into the route as well, as the Kamelets of the
 *     public catalogue want it; the connection may then give it instead
 */
record Contract(
    Map<String, Property> ofCall, Map<String, Property> ofConnection, boolean bindsCalls) {

  static final String BODY = "body";
  static final String HEADERS = "headers";
  private static final Set<String> OF_MESSAGE = Set.of(BODY, HEADERS);

  /** One parameter; {@code type} as in JSON Schema. */
  record Property(
      String name,
      String title,
      String description,
      String type,
      boolean required,
      @Nullable String defaultValue,
      @Nullable String pattern,
      @Nullable String example,
      List<String> allowed,
      boolean secret) {

    private @Nullable String problemOf(Object value) {
      boolean fits =
          switch (type) {
            case "string" -> value instanceof CharSequence;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            case "boolean" -> value instanceof Boolean;
            case "object" -> value instanceof Map;
            case "array" -> value instanceof Collection;
            default -> true;
          };
      if (!fits) {
        return "'" + name + "' must be of type " + type;
      }
      String text = value.toString();
      if (!allowed.isEmpty() && !allowed.contains(text)) {
        return "'" + name + "' must be one of " + allowed;
      }
      if (pattern != null && !Pattern.matches(pattern, text)) {
        return "'" + name + "' must match " + pattern;
      }
      return null;
    }
  }

  /** Reads {@code spec.definition}; {@code template} is the route as text, to see what it uses. */
  static Contract of(Map<?, ?> definition, String template) {
    Map<String, Property> ofCall = new LinkedHashMap<>();
    Map<String, Property> ofConnection = new LinkedHashMap<>();
    List<String> required = texts(definition.get("required"));
    if (definition.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (key, value) -> {
            String name = String.valueOf(key);
            Map<?, ?> schema = value instanceof Map<?, ?> map ? map : Map.of();
            Property property = property(name, schema, required.contains(name));
            boolean bound =
                template.contains("{{" + name + "}}") || template.contains("{{?" + name + "}}");
            (bound ? ofConnection : ofCall).put(name, property);
          });
    }
    return new Contract(ofCall, ofConnection, false);
  }

  private static Property property(String name, Map<?, ?> schema, boolean required) {
    return new Property(
        name,
        text(schema.get("title"), name),
        text(schema.get("description"), "").strip(),
        text(schema.get("type"), "string"),
        required,
        schema.get("default") == null ? null : String.valueOf(schema.get("default")),
        schema.get("pattern") == null ? null : String.valueOf(schema.get("pattern")),
        schema.get("example") == null ? null : String.valueOf(schema.get("example")),
        texts(schema.get("enum")),
        "password".equals(schema.get("format")) || isCredential(schema));
  }

  /** How the public catalogue marks a secret. */
  private static boolean isCredential(Map<?, ?> schema) {
    return texts(schema.get("x-descriptors")).stream()
        .anyMatch(mark -> mark.contains("credentials") || mark.contains("ui:password"));
  }

  /** Whether there is nothing to put into the route: one route serves all calls. */
  boolean bindsNothing() {
    return ofConnection.isEmpty() && !bindsCalls;
  }

  /** The values of the route's placeholders. */
  Map<String, String> bound(Map<String, String> connection, Map<String, Object> parameters) {
    Map<String, String> bound = new LinkedHashMap<>();
    ofConnection.keySet().stream()
        .filter(connection::containsKey)
        .forEach(name -> bound.put(name, connection.get(name)));
    if (bindsCalls) {
      for (String name : ofCall.keySet()) {
        Object value = parameters.getOrDefault(name, connection.get(name));
        if (value != null && !OF_MESSAGE.contains(name)) {
          bound.put(name, String.valueOf(value));
        }
      }
    }
    return bound;
  }

  /** Which of the values are secret. */
  List<String> secretsIn(Map<String, String> bound) {
    return ofConnection.values().stream()
        .filter(Property::secret)
        .map(property -> bound.get(property.name()))
        .filter(value -> value != null)
        .toList();
  }

  /**
   * Reads the contract of a Kamelet of the public catalogue: secrets belong to the connection, all
   * others to the call or the connection, and the message is a parameter as well.
   */
  static Contract ofPublic(Map<?, ?> definition) {
    Map<String, Property> ofCall = new LinkedHashMap<>();
    Map<String, Property> ofConnection = new LinkedHashMap<>();
    List<String> required = texts(definition.get("required"));
    if (definition.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (key, value) -> {
            String name = String.valueOf(key);
            Property property =
                property(
                    name, value instanceof Map<?, ?> map ? map : Map.of(), required.contains(name));
            (property.secret() ? ofConnection : ofCall).put(name, property);
          });
    }
    ofCall.put(BODY, message(BODY, "Message", "any"));
    ofCall.put(HEADERS, message(HEADERS, "Headers of the message", "object"));
    return new Contract(ofCall, ofConnection, true);
  }

  private static Property message(String name, String title, String type) {
    return new Property(name, title, "", type, false, null, null, null, List.of(), false);
  }

  /** The parameters of a call, for the catalogue. */
  List<Connector.Parameter> parameters() {
    return ofCall.values().stream()
        .map(
            property ->
                new Connector.Parameter(
                    property.name(),
                    property.title(),
                    property.description(),
                    property.type(),
                    property.required(),
                    property.defaultValue(),
                    property.example(),
                    property.allowed()))
        .toList();
  }

  /** What is wrong with a call's parameters, in sentences; their values are never repeated. */
  List<String> problemsOf(Map<String, Object> parameters) {
    return problemsOf(parameters, Map.of());
  }

  /** The same where the connection may give what the call does not. */
  List<String> problemsOf(Map<String, Object> parameters, Map<String, String> connection) {
    List<String> problems = new ArrayList<>();
    ofCall
        .values()
        .forEach(
            property -> {
              Object value = parameters.get(property.name());
              if (bindsCalls && value == null && connection.containsKey(property.name())) {
                return;
              }
              if (bindsCalls && isExpression(property.name(), value)) {
                problems.add("'" + property.name() + "' must not hold an expression");
                return;
              }
              String problem =
                  value != null
                      ? property.problemOf(value)
                      : property.required() && property.defaultValue() == null
                          ? "'" + property.name() + "' is missing"
                          : null;
              if (problem != null) {
                problems.add(problem);
              }
            });
    parameters.keySet().stream()
        .filter(name -> !ofCall.containsKey(name))
        .sorted()
        .forEach(
            name ->
                problems.add(
                    ofConnection.containsKey(name)
                        ? "'" + name + "' belongs to the connection and cannot be given with a call"
                        : "'" + name + "' is not a parameter"));
    return problems;
  }

  /** Camel would evaluate it, with the hub's environment in reach. */
  private static boolean isExpression(String name, @Nullable Object value) {
    if (value == null || OF_MESSAGE.contains(name)) {
      return false;
    }
    String text = value.toString();
    return text.contains("${")
        || text.contains("$simple{")
        || text.contains("{{")
        || text.startsWith("#")
        || text.contains("RAW(");
  }

  /** Required properties the configured connection does not give. */
  List<String> missingIn(Map<String, String> connection) {
    return ofConnection.values().stream()
        .filter(property -> property.required() && property.defaultValue() == null)
        .map(Property::name)
        .filter(name -> !connection.containsKey(name))
        .toList();
  }

  private static String text(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }

  private static List<String> texts(@Nullable Object value) {
    return value instanceof Collection<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
