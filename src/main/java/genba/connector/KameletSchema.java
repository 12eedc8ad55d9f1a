package genba.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.springframework.core.io.ClassPathResource;

/** The structure of a connector's file, as {@code schemas/kamelet.schema.json} has it. */
final class KameletSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonSchema schema;

  KameletSchema() {
    try (InputStream text = new ClassPathResource("schemas/kamelet.schema.json").getInputStream()) {
      schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What differs, from the top of the file to its end. */
  List<FileProblem> problems(YamlText file) {
    JsonNode content = JSON.valueToTree(file.root());
    return schema.validate(content).stream()
        .map(message -> problem(file, message))
        .sorted(Comparator.comparing(FileProblem::line))
        .toList();
  }

  private static FileProblem problem(YamlText file, ValidationMessage message) {
    List<String> path = path(message.getInstanceLocation());
    String where = String.join(".", path);
    return switch (message.getType()) {
      case "required" ->
          file.problem(path, "missing", dotted(where, String.valueOf(message.getProperty())));
      case "enum", "const" -> file.problem(path, "wrong-value", where, allowed(message));
      case "type" -> file.problem(path, "wrong-type", where, message.getSchemaNode().asText());
      case "pattern" -> file.problem(path, "wrong-form", where, message.getSchemaNode().asText());
      case "minLength", "minItems", "minProperties" -> file.problem(path, "empty", where);
      case "additionalProperties" ->
          file.problem(path, "unknown-key", dotted(where, String.valueOf(message.getProperty())));
      default -> file.problem(path, "schema", message.getMessage());
    };
  }

  private static String allowed(ValidationMessage message) {
    JsonNode node = message.getSchemaNode();
    return node.isArray()
        ? String.join(
            ", ", StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList())
        : node.asText();
  }

  private static String dotted(String where, String name) {
    return where.isEmpty() ? name : where + "." + name;
  }

  private static List<String> path(JsonNodePath location) {
    List<String> path = new ArrayList<>();
    for (int i = 0; i < location.getNameCount(); i++) {
      path.add(String.valueOf(location.getElement(i)));
    }
    return path;
  }
}
