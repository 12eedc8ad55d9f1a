package genba.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The fields of a form as a person sees them, by the variable that they fill. */
record FormFile(String id, Map<String, Field> fields) {

  /**
   * @param id the component's id, which ends the input's id on the page
   * @param options label of each value, for selects and radio buttons
   */
  record Field(String id, String type, String label, Map<String, String> options) {}

  static FormFile load(String id) {
    Path file = Path.of("bpmn", "forms", id + ".form");
    try {
      Map<String, Field> fields = new LinkedHashMap<>();
      collect(new ObjectMapper().readTree(Files.readString(file)), fields);
      return new FormFile(id, fields);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("Cannot read " + file, e);
    }
  }

  Field field(String key) {
    Field field = fields.get(key);
    if (field == null) {
      throw new AssertionError("The form %s has no field '%s'".formatted(id, key));
    }
    return field;
  }

  private static void collect(JsonNode node, Map<String, Field> fields) {
    for (JsonNode component : node.path("components")) {
      if (component.has("key")) {
        Map<String, String> options = new LinkedHashMap<>();
        for (JsonNode value : component.path("values")) {
          options.put(value.path("value").asString(), value.path("label").asString());
        }
        String key = component.path("key").asString();
        fields.put(
            key,
            new Field(
                component.path("id").asString(),
                component.path("type").asString(),
                component.path("label").asString(""),
                options));
      }
      collect(component, fields);
    }
  }
}
