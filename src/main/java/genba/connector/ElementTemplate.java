package genba.connector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Camunda Modeler shows of a connector: a service task with labelled fields instead of a job
 * type and variables. In Japanese, as the models are.
 */
@Component
class ElementTemplate {

  private static final Set<String> OF_THE_CALL =
      Set.of("dataClass", "connection", "countsFor", "countedItems");

  /** The published schema of element templates; the lint of the models validates against it. */
  private static final String SCHEMA =
      "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json";

  private static final String ICON =
      "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='18'"
          + " height='18'%3E%3Crect width='18' height='18' rx='4' fill='%231a5e8a'/%3E%3Cpath d='M4"
          + " 9h5m0-4v8m0-6h5m-5 4h5' stroke='white' stroke-width='1.6' fill='none'/%3E%3C/svg%3E";

  private static final int RETRIES = 5;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final MessageSource messages;

  ElementTemplate(MessageSource messages) {
    this.messages = messages;
  }

  /** The template's file. */
  String json(Connector connector) {
    Map<String, Object> template = new LinkedHashMap<>();
    template.put("$schema", SCHEMA);
    template.put("name", connector.title());
    template.put("id", "jp.genba." + connector.name());
    template.put("version", 1);
    template.put("description", firstSentence(connector.description()));
    template.put(
        "category", two("id", "genba." + connector.system(), "name", connector.systemTitle()));
    template.put("appliesTo", List.of("bpmn:Task"));
    template.put("elementType", Map.of("value", "bpmn:ServiceTask"));
    template.put("engines", Map.of("camunda", "^8.6"));
    template.put("icon", Map.of("contents", ICON));
    template.put(
        "groups",
        List.of(
            group("call", "call"),
            group("input", "input"),
            group("output", "output"),
            group("gain", "gain"),
            group("errors", "errors")));
    List<Map<String, Object>> properties = new ArrayList<>();
    properties.add(type(connector));
    properties.add(connection());
    properties.add(dataClass(connector));
    connector.parameters().stream()
        .filter(parameter -> !isOfTheCall(parameter.name()))
        .forEach(parameter -> properties.add(parameter(parameter)));
    properties.add(answer(connector));
    properties.add(ofGain("countsFor", "counts-for"));
    properties.add(ofGain("countedItems", "counted-items"));
    properties.add(retries());
    template.put("properties", properties);
    return JSON.writeValueAsString(template) + "\n";
  }

  /** Parameters of these names are what the call says about itself. */
  private static boolean isOfTheCall(String parameter) {
    return OF_THE_CALL.contains(parameter);
  }

  /** A call that counts for an automation writes its gain when it is done. */
  private Map<String, Object> ofGain(String name, String key) {
    Map<String, Object> property = property(name, "String", "gain");
    property.put("label", text(key));
    property.put("description", text(key + ".hint"));
    property.put("optional", true);
    property.put("feel", "optional");
    property.put("binding", binding("zeebe:input", "name", name));
    return property;
  }

  private Map<String, Object> group(String id, String text) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("id", id);
    group.put("label", text("group." + text));
    group.put("tooltip", text("group." + text + ".tooltip"));
    return group;
  }

  private static Map<String, Object> type(Connector connector) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("type", "Hidden");
    property.put("value", connector.name());
    property.put("binding", binding("zeebe:taskDefinition", "property", "type"));
    return property;
  }

  private Map<String, Object> connection() {
    Map<String, Object> property = property("connection", "String", "call");
    property.put("label", text("connection"));
    property.put("description", text("connection.hint"));
    property.put("optional", true);
    property.put("feel", "optional");
    property.put("binding", binding("zeebe:input", "name", "connection"));
    return property;
  }

  private Map<String, Object> dataClass(Connector connector) {
    Map<String, Object> property = property("dataClass", "Dropdown", "call");
    property.put("label", text("data-class"));
    property.put("description", text("data-class.hint"));
    property.put(
        "choices",
        connector.dataClasses().stream()
            .map(name -> choice(label("connector.data-class." + name, name), name))
            .toList());
    property.put("constraints", Map.of("notEmpty", true));
    property.put("binding", binding("zeebe:input", "name", "dataClass"));
    return property;
  }

  private Map<String, Object> parameter(Connector.Parameter parameter) {
    String type =
        switch (parameter.type()) {
          case "boolean" -> "Dropdown";
          case "integer", "number" -> "Number";
          case "object", "array" -> "Text";
          default -> parameter.allowed().isEmpty() ? "String" : "Dropdown";
        };
    Map<String, Object> property = property(parameter.name(), type, "input");
    property.put("label", parameter.title());
    putText(property, "description", describe(parameter));
    boolean optional = !parameter.required();
    if (type.equals("Dropdown")) {
      property.put("choices", choices(parameter));
    }
    Object value = value(parameter);
    if (value != null) {
      property.put("value", value);
    }
    if (optional) {
      property.put("optional", true);
    } else {
      property.put("constraints", Map.of("notEmpty", true));
    }
    switch (type) {
      case "Text" -> property.put("feel", "required");
      case "String", "Number" -> property.put("feel", "optional");
      default -> {}
    }
    property.put("binding", binding("zeebe:input", "name", parameter.name()));
    return property;
  }

  private List<Map<String, Object>> choices(Connector.Parameter parameter) {
    List<Map<String, Object>> choices = new ArrayList<>();
    if (!parameter.required()) {
      choices.add(choice(text("nothing-chosen"), ""));
    }
    if (parameter.type().equals("boolean")) {
      choices.add(choice(text("true"), "=true"));
      choices.add(choice(text("false"), "=false"));
    } else {
      parameter.allowed().forEach(value -> choices.add(choice(value, value)));
    }
    return choices;
  }

  /** The default as Modeler keeps it: what is no text is a FEEL expression or a number. */
  private static @Nullable Object value(Connector.Parameter parameter) {
    String value = parameter.defaultValue();
    if (value == null) {
      return null;
    }
    return switch (parameter.type()) {
      case "boolean" -> "=" + value;
      case "integer", "number" ->
          value.matches("-?\\d{1,15}") ? Long.valueOf(value) : (Object) Double.valueOf(value);
      case "object", "array" -> "=" + value;
      default -> value;
    };
  }

  private String describe(Connector.Parameter parameter) {
    String example = parameter.example();
    return example == null || example.isBlank()
        ? parameter.description()
        : (parameter.description() + " " + text("example", example)).strip();
  }

  private Map<String, Object> answer(Connector connector) {
    Map<String, Object> property = property("answer", "String", "output");
    property.put("label", text("answer"));
    property.put("description", text("answer.hint"));
    property.put("value", variable(connector));
    Map<String, Object> constraints = new LinkedHashMap<>();
    constraints.put("notEmpty", true);
    constraints.put(
        "pattern", two("value", "^[A-Za-z_][A-Za-z0-9_]*$", "message", text("answer.pattern")));
    property.put("constraints", constraints);
    property.put("binding", binding("zeebe:output", "source", "=answer"));
    return property;
  }

  /** {@code kintone-add-record} → {@code addRecordAnswer}. */
  private static String variable(Connector connector) {
    String[] words = connector.name().substring(connector.system().length() + 1).split("-");
    StringBuilder name = new StringBuilder(words[0]);
    Arrays.stream(words)
        .skip(1)
        .forEach(
            word ->
                name.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(word.substring(1)));
    return name + "Answer";
  }

  private Map<String, Object> retries() {
    Map<String, Object> property = property("retries", "String", "errors");
    property.put("label", text("retries"));
    property.put("description", text("retries.hint"));
    property.put("value", String.valueOf(RETRIES));
    property.put("feel", "optional");
    property.put("binding", binding("zeebe:taskDefinition", "property", "retries"));
    return property;
  }

  private static Map<String, Object> property(String id, String type, String group) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("id", id);
    property.put("type", type);
    property.put("group", group);
    return property;
  }

  private static Map<String, Object> binding(String type, String key, String value) {
    return two("type", type, key, value);
  }

  private static Map<String, Object> choice(String name, String value) {
    return two("name", name, "value", value);
  }

  /** In this order: the committed file must not differ from start to start. */
  private static Map<String, Object> two(String key1, String value1, String key2, String value2) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key1, value1);
    map.put(key2, value2);
    return map;
  }

  private static void putText(Map<String, Object> property, String key, String text) {
    if (!text.isBlank()) {
      property.put(key, text);
    }
  }

  /** The description's first sentence: Modeler shows it in one line. */
  private static String firstSentence(String description) {
    String line = description.replaceAll("\\s+", " ").strip();
    for (String end : List.of("。", ". ")) {
      int at = line.indexOf(end);
      if (at > 0) {
        return line.substring(0, at + 1);
      }
    }
    return line;
  }

  private String label(String key, String otherwise) {
    String found = messages.getMessage(key, null, otherwise, Locale.JAPANESE);
    return found == null ? otherwise : found;
  }

  private String text(String key, Object... values) {
    return messages.getMessage("connector.template." + key, values, Locale.JAPANESE);
  }
}
