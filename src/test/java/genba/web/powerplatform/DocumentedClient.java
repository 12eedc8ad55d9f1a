package genba.web.powerplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls operations as Power Platform does: it knows nothing but the document, puts every value
 * where that says, and holds the answer to what it promises.
 */
final class DocumentedClient {

  private final JsonNode document;
  private final MockMvc hub;
  private final JsonMapper json = new JsonMapper();

  DocumentedClient(JsonNode document, MockMvc hub) {
    this.document = document;
    this.hub = hub;
  }

  /** An operation as the document describes it. */
  record Operation(String method, String path, JsonNode content) {}

  JsonNode call(String operationId, String userId, Map<String, ?> values) throws Exception {
    Operation operation = operation(operationId);
    Map<String, Object> left = new HashMap<>(values);
    UriComponentsBuilder address =
        UriComponentsBuilder.fromPath(document.path("basePath").asString() + operation.path());
    Map<String, Object> path = new HashMap<>();
    Map<String, String> headers = new HashMap<>();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (JsonNode parameter : operation.content().path("parameters")) {
      String name = parameter.path("name").asString();
      if (parameter.path("in").asString().equals("body")) {
        fill(body, parameter.path("schema"), left);
        continue;
      }
      Object value = left.remove(name);
      if (value == null && parameter.path("required").asBoolean()) {
        assertThat(parameter.has("default")).as("%s needs %s", operationId, name).isTrue();
        value = parameter.path("default").asString();
      }
      if (value != null) {
        switch (parameter.path("in").asString()) {
          case "path" -> path.put(name, value);
          case "query" -> address.queryParam(name, value);
          case "header" -> headers.put(name, value.toString());
          default -> throw new AssertionError("unknown place of " + name);
        }
      }
    }
    assertThat(left).as("the document of %s knows no place for these", operationId).isEmpty();
    URI uri = address.encode().buildAndExpand(path).toUri();
    MockHttpServletRequestBuilder request =
        MockMvcRequestBuilders.request(
                HttpMethod.valueOf(operation.method().toUpperCase(java.util.Locale.ROOT)), uri)
            .with(user(userId))
            .with(csrf())
            .contentType(MediaType.APPLICATION_JSON);
    headers.forEach(request::header);
    if (!body.isEmpty()) {
      request.content(json.writeValueAsString(body));
    }
    return checked(operationId, operation, hub.perform(request).andReturn().getResponse());
  }

  /** The choices that Power Platform would offer for a parameter or a field: value by title. */
  Map<String, String> choices(String operationId, String parameter, String userId)
      throws Exception {
    JsonNode dynamic = described(operationId, parameter).path("x-ms-dynamic-values");
    assertThat(dynamic.isObject()).as("%s of %s is chosen", parameter, operationId).isTrue();
    Map<String, Object> with = new HashMap<>();
    dynamic
        .path("parameters")
        .properties()
        .forEach(e -> with.put(e.getKey(), e.getValue().asString()));
    JsonNode answer = call(dynamic.path("operationId").asString(), userId, with);
    String collection = dynamic.path("value-collection").asString("");
    Map<String, String> choices = new HashMap<>();
    for (JsonNode item : collection.isEmpty() ? answer : answer.path(collection)) {
      choices.put(
          item.path(dynamic.path("value-title").asString()).asString(),
          item.path(dynamic.path("value-path").asString()).asString());
    }
    return choices;
  }

  private JsonNode described(String operationId, String name) {
    for (JsonNode parameter : operation(operationId).content().path("parameters")) {
      if (parameter.path("name").asString().equals(name)) {
        return parameter;
      }
      if (parameter.path("in").asString().equals("body")) {
        JsonNode field = parameter.path("schema").path("properties").path(name);
        if (field.isObject()) {
          return field;
        }
      }
    }
    throw new AssertionError("%s has no %s".formatted(operationId, name));
  }

  private static void fill(ObjectNode body, JsonNode schema, Map<String, Object> left) {
    for (String field : schema.path("properties").propertyNames()) {
      Object value = left.remove(field);
      if (value != null) {
        body.putPOJO(field, value);
      }
    }
    for (JsonNode required : schema.path("required")) {
      assertThat(body.has(required.asString())).as("body needs %s", required).isTrue();
    }
  }

  private JsonNode checked(
      String operationId, Operation operation, MockHttpServletResponse response) throws Exception {
    String text = response.getContentAsString(StandardCharsets.UTF_8);
    JsonNode promised =
        operation.content().path("responses").path(String.valueOf(response.getStatus()));
    assertThat(promised.isObject())
        .as("%s answers %d, which is not documented: %s", operationId, response.getStatus(), text)
        .isTrue();
    JsonNode answer = json.readTree(text);
    fits(operationId, answer, promised.path("schema"));
    return answer;
  }

  private static void fits(String where, JsonNode value, JsonNode schema) {
    if (value.isNull() && schema.path("x-nullable").asBoolean()) {
      return;
    }
    switch (schema.path("type").asString()) {
      case "object" -> {
        assertThat(value.isObject()).as("%s is an object: %s", where, value).isTrue();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
          assertThat(value.has(field.getKey()))
              .as("%s.%s is there", where, field.getKey())
              .isTrue();
          fits(where + "." + field.getKey(), value.path(field.getKey()), field.getValue());
        }
      }
      case "array" -> {
        assertThat(value.isArray()).as("%s is a list: %s", where, value).isTrue();
        value.forEach(item -> fits(where + "[]", item, schema.path("items")));
      }
      case "integer" -> assertThat(value.isIntegralNumber()).as("%s: %s", where, value).isTrue();
      case "number" -> assertThat(value.isNumber()).as("%s: %s", where, value).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as("%s: %s", where, value).isTrue();
      default -> assertThat(value.isString()).as("%s is text: %s", where, value).isTrue();
    }
  }

  private Operation operation(String operationId) {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (method.getValue().path("operationId").asString().equals(operationId)) {
          return new Operation(method.getKey(), path.getKey(), method.getValue());
        }
      }
    }
    throw new AssertionError("The document has no operation " + operationId);
  }
}
