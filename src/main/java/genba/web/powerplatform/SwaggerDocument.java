package genba.web.powerplatform;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the OpenAPI 2.0 document from the API's own description and {@code words.yaml}. */
final class SwaggerDocument {

  private static final String BASE = "/api/v1";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Words words;
  private final MessageSource messages;
  private final PowerPlatformProperties properties;
  private final URI address;

  /**
   * @param address where Power Platform reaches the hub
   */
  SwaggerDocument(
      Words words, MessageSource messages, PowerPlatformProperties properties, URI address) {
    this.words = words;
    this.messages = messages;
    this.properties = properties;
    this.address = address;
  }

  /** One operation of the API's description. */
  private record Operation(String path, String method, JsonNode content) {}

  /**
   * @param openApi the API's description, OpenAPI 3
   */
  ObjectNode of(JsonNode openApi) {
    SwaggerSchemas schemas = new SwaggerSchemas(openApi, words, messages);
    ObjectNode document = JSON.objectNode();
    document.put("swagger", "2.0");
    document
        .putObject("info")
        .put("title", words.needed("title"))
        .put("description", words.needed("description"))
        .put("version", "1.0");
    document.put("host", address.getAuthority());
    document.put("basePath", address.getPath().replaceAll("/+$", "") + BASE);
    document.putArray("schemes").add(address.getScheme());
    document.putArray("consumes").add("application/json");
    document.putArray("produces").add("application/json");
    ObjectNode paths = document.putObject("paths");
    Map<String, Operation> operations = operations(openApi);
    for (String id : words.part("operations").names()) {
      Operation operation = operations.get(id);
      if (operation == null) {
        throw new IllegalStateException("words.yaml names the unknown operation " + id);
      }
      String path = operation.path().substring(BASE.length());
      ObjectNode item = (ObjectNode) paths.optional(path).orElseGet(() -> paths.putObject(path));
      item.set(operation.method(), operation(id, operation.content(), schemas));
    }
    document.putObject("definitions").set("Problem", schemas.problem());
    security(document);
    return document;
  }

  private static Map<String, Operation> operations(JsonNode openApi) {
    Map<String, Operation> operations = new HashMap<>();
    for (Map.Entry<String, JsonNode> path : openApi.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        operations.put(
            method.getValue().path("operationId").asString(),
            new Operation(path.getKey(), method.getKey(), method.getValue()));
      }
    }
    return operations;
  }

  private ObjectNode operation(String id, JsonNode content, SwaggerSchemas schemas) {
    Words said = words.part("operations").part(id);
    ObjectNode operation = JSON.objectNode();
    operation.put("operationId", id);
    operation.put("summary", said.needed("summary"));
    operation.put("description", said.needed("description"));
    visibility(said, operation);
    var parameters = operation.putArray("parameters");
    for (JsonNode parameter : content.path("parameters")) {
      parameters.add(parameter(parameter, said, schemas));
    }
    JsonNode body = content.path("requestBody");
    if (body.isObject()) {
      parameters.add(body(body, said, schemas));
    }
    ObjectNode responses = operation.putObject("responses");
    for (Map.Entry<String, JsonNode> response : content.path("responses").properties()) {
      if (response.getKey().startsWith("2")) {
        ObjectNode answer = responses.putObject(response.getKey());
        answer.put("description", said.needed("answer"));
        answer.set("schema", schemas.answer(schema(response.getValue())));
      }
    }
    ObjectNode problem = responses.putObject("default");
    problem.put("description", words.part("problem").needed("answer"));
    problem.putObject("schema").put("$ref", "#/definitions/Problem");
    return operation;
  }

  private ObjectNode parameter(JsonNode given, Words operation, SwaggerSchemas schemas) {
    String name = given.path("name").asString();
    Words said = operation.part("parameters").part(name);
    ObjectNode parameter = JSON.objectNode();
    parameter.put("name", name);
    parameter.put("in", given.path("in").asString());
    @Nullable Object required = said.value("required");
    parameter.put("required", required == null ? given.path("required").asBoolean() : true);
    schemas.plain(given.path("schema"), parameter);
    @Nullable Object chosen = said.value("default");
    JsonNode usual = given.path("schema").path("default");
    if (chosen instanceof Boolean flag) {
      parameter.put("default", flag);
    } else if (!usual.isMissingNode() && !usual.asString("x").isEmpty()) {
      parameter.set("default", usual.deepCopy());
    }
    parameter.put("x-ms-summary", said.needed("summary"));
    parameter.put("description", said.needed("description"));
    if (given.path("in").asString().equals("path")) {
      parameter.put("x-ms-url-encoding", "single");
    }
    visibility(said, parameter);
    schemas.choices(name, parameter);
    dynamic(said, parameter);
    return parameter;
  }

  private ObjectNode body(JsonNode given, Words operation, SwaggerSchemas schemas) {
    ObjectNode body = JSON.objectNode();
    body.put("name", "body").put("in", "body");
    body.put("required", given.path("required").asBoolean());
    ObjectNode schema = schemas.request(schema(given));
    List<String> required = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      Words said = operation.part("parameters").part(property.getKey());
      ObjectNode field = (ObjectNode) property.getValue();
      visibility(said, field);
      dynamic(said, field);
      if (operation.list("required").contains(property.getKey())) {
        required.add(property.getKey());
      } else if (!field.has("x-ms-visibility")) {
        field.put("x-ms-visibility", "advanced");
      }
    }
    if (!required.containsAll(operation.list("required"))) {
      throw new IllegalStateException("words.yaml requires unknown fields beside " + required);
    }
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    body.set("schema", schema);
    return body;
  }

  private static JsonNode schema(JsonNode content) {
    for (JsonNode media : content.path("content")) {
      return media.path("schema");
    }
    return JSON.objectNode().put("type", "object");
  }

  private static void visibility(Words said, ObjectNode into) {
    @Nullable String visibility = said.text("visibility");
    if (visibility != null) {
      into.put("x-ms-visibility", visibility);
    }
  }

  private static void dynamic(Words said, ObjectNode into) {
    Words dynamic = said.part("dynamic");
    if (dynamic.isEmpty()) {
      return;
    }
    ObjectNode values = into.putObject("x-ms-dynamic-values");
    values.put("operationId", dynamic.needed("operation"));
    values.put("value-path", dynamic.needed("value"));
    values.put("value-title", dynamic.needed("title"));
    @Nullable String collection = dynamic.text("collection");
    if (collection != null) {
      values.put("value-collection", collection);
    }
    ObjectNode with = values.putObject("parameters");
    Words given = dynamic.part("with");
    for (String name : given.names()) {
      if (given.value(name) instanceof Boolean flag) {
        with.put(name, flag);
      } else {
        with.put(name, given.needed(name));
      }
    }
  }

  private void security(ObjectNode document) {
    ObjectNode entra = document.putObject("securityDefinitions").putObject("oauth2");
    entra
        .put("type", "oauth2")
        .put("flow", "accessCode")
        .put("authorizationUrl", properties.authorizationAddress().toString())
        .put("tokenUrl", properties.tokenAddress().toString());
    entra.putObject("scopes").put(properties.scope(), words.needed("title"));
    document.putArray("security").addObject().putArray("oauth2").add(properties.scope());
  }
}
