package genba.web.powerplatform;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns an OpenAPI 3 schema into one of OpenAPI 2 with a title at every field. Schemas are written
 * out in place: a title beside a reference would be ignored.
 */
final class SwaggerSchemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final JsonNode schemas;
  private final Words words;
  private final MessageSource messages;

  SwaggerSchemas(JsonNode openApi, Words words, MessageSource messages) {
    this.schemas = openApi.path("components").path("schemas");
    this.words = words;
    this.messages = messages;
  }

  /** What a request sends: the fields that have a word. */
  ObjectNode request(JsonNode schema) {
    return convert(schema, "", false);
  }

  /** What an answer offers: the fields that have a word, with the title of what they belong to. */
  ObjectNode answer(JsonNode schema) {
    return convert(schema, "", true);
  }

  private ObjectNode convert(JsonNode schema, String title, boolean answer) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asString().replaceFirst(".*/", "");
      return object(schemas.path(name), words.part("words").part(name), title, answer);
    }
    ObjectNode converted = JSON.objectNode();
    switch (schema.path("type").asString("object")) {
      case "array" -> {
        converted.put("type", "array");
        converted.set("items", convert(schema.path("items"), "", answer));
      }
      case "object" -> {
        converted.put("type", "object");
        if (schema.has("additionalProperties")) {
          converted.set(
              "additionalProperties", convert(schema.path("additionalProperties"), "", answer));
        }
      }
      default -> plain(schema, converted);
    }
    return converted;
  }

  private ObjectNode object(JsonNode schema, Words fields, String title, boolean answer) {
    ObjectNode converted = JSON.objectNode();
    converted.put("type", "object");
    ObjectNode properties = converted.putObject("properties");
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      String field = property.getKey();
      String word = fields.text(field);
      if (word != null) {
        String full = title.isEmpty() ? word : title + " " + word;
        ObjectNode one = convert(property.getValue(), answer ? full : "", answer);
        one.put("x-ms-summary", full);
        choices(field, one);
        if (answer) {
          one.put("x-nullable", true);
        }
        properties.set(field, one);
      }
    }
    return converted;
  }

  /** What a parameter and a field have in common. */
  void plain(JsonNode schema, ObjectNode into) {
    into.put("type", schema.path("type").asString("string"));
    for (String key : new String[] {"format", "enum", "minimum", "maximum", "maxLength"}) {
      if (schema.has(key)) {
        into.set(key, schema.path(key).deepCopy());
      }
    }
  }

  /** Gives the choices of a list the names that people know. */
  void choices(String field, ObjectNode schema) {
    @Nullable String key = words.part("choices").text(field);
    if (key == null || !schema.has("enum")) {
      return;
    }
    ArrayNode names = schema.putArray("x-ms-enum-values");
    for (JsonNode value : schema.path("enum")) {
      names
          .addObject()
          .put("value", value.asString())
          .put(
              "displayName", messages.getMessage(key + "." + value.asString(), null, Locale.JAPAN));
    }
  }

  /** The problem that every refused request is answered with. */
  ObjectNode problem() {
    Words fields = words.part("problem").part("words");
    ObjectNode problem = JSON.objectNode();
    problem.put("type", "object");
    ObjectNode properties = problem.putObject("properties");
    properties.putObject("title").put("type", "string").put("x-ms-summary", fields.needed("title"));
    properties
        .putObject("status")
        .put("type", "integer")
        .put("format", "int32")
        .put("x-ms-summary", fields.needed("status"));
    properties
        .putObject("detail")
        .put("type", "string")
        .put("x-ms-summary", fields.needed("detail"));
    ObjectNode errors = properties.putObject("errors");
    errors.put("type", "array").put("x-ms-summary", fields.needed("errors"));
    ObjectNode error = errors.putObject("items").put("type", "object").putObject("properties");
    error.putObject("field").put("type", "string").put("x-ms-summary", fields.needed("field"));
    error.putObject("message").put("type", "string").put("x-ms-summary", fields.needed("message"));
    return problem;
  }
}
