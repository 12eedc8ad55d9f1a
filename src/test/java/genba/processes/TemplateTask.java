package genba.processes;

import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A process of one task that carries an element template, bound as Modeler binds it. */
final class TemplateTask {

  static final String DONE = "End_Done";
  static final String REJECTED = "End_Rejected";

  private TemplateTask() {}

  /**
   * @param values what is typed into the template's fields, by their ids; FEEL starts with {@code
   *     =}
   * @throws IllegalArgumentException where Modeler would not take a value
   */
  static String process(String processId, JsonNode template, Map<String, String> values) {
    StringBuilder definition = new StringBuilder();
    StringBuilder mappings = new StringBuilder();
    for (JsonNode property : template.path("properties")) {
      String value = value(property, values.get(property.path("id").asString("")));
      JsonNode binding = property.path("binding");
      if (value == null) {
        continue;
      }
      switch (binding.path("type").asString()) {
        case "zeebe:taskDefinition" ->
            definition.append(
                " %s=\"%s\"".formatted(binding.path("property").asString(), escaped(value)));
        case "zeebe:input" ->
            mappings.append(
                "<zeebe:input source=\"%s\" target=\"%s\"/>"
                    .formatted(escaped(value), binding.path("name").asString()));
        case "zeebe:output" ->
            mappings.append(
                "<zeebe:output source=\"%s\" target=\"%s\"/>"
                    .formatted(escaped(binding.path("source").asString()), escaped(value)));
        default -> throw new IllegalArgumentException("Unknown binding " + binding);
      }
    }
    return BPMN.formatted(processId, template.path("id").asString(), definition, mappings);
  }

  private static @Nullable String value(JsonNode property, @Nullable String typed) {
    String value = typed;
    JsonNode initial = property.path("value");
    if (value == null && !initial.isMissingNode()) {
      value = initial.isNumber() ? "=" + initial.asString() : initial.asString();
    }
    if (value == null || value.isEmpty()) {
      return null;
    }
    String chosen = value;
    boolean dropdown = property.path("type").asString().equals("Dropdown");
    if (dropdown
        && StreamSupport.stream(property.path("choices").spliterator(), false)
            .noneMatch(choice -> choice.path("value").asString().equals(chosen))) {
      throw new IllegalArgumentException(
          "%s is no choice of %s".formatted(value, property.path("id").asString()));
    }
    String pattern = property.path("constraints").path("pattern").path("value").asString("");
    if (!pattern.isEmpty() && !value.matches(pattern)) {
      throw new IllegalArgumentException("%s does not match %s".formatted(value, pattern));
    }
    return value;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("\n", "&#10;");
  }

  private static final String BPMN =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
      xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="genba">
        <bpmn:process id="%s" isExecutable="true">
          <bpmn:startEvent id="Start_Asked"/>
          <bpmn:serviceTask id="Task_Call" zeebe:modelerTemplate="%s">
            <bpmn:extensionElements>
              <zeebe:taskDefinition%s/>
              <zeebe:ioMapping>%s</zeebe:ioMapping>
            </bpmn:extensionElements>
          </bpmn:serviceTask>
          <bpmn:boundaryEvent id="Event_Rejected" attachedToRef="Task_Call">
            <bpmn:extensionElements>
              <zeebe:ioMapping><zeebe:output source="=rejection" target="rejection"/></zeebe:ioMapping>
            </bpmn:extensionElements>
            <bpmn:errorEventDefinition errorRef="Error_Rejected"/>
          </bpmn:boundaryEvent>
          <bpmn:endEvent id="End_Done"/>
          <bpmn:endEvent id="End_Rejected"/>
          <bpmn:sequenceFlow id="Flow_1" sourceRef="Start_Asked" targetRef="Task_Call"/>
          <bpmn:sequenceFlow id="Flow_2" sourceRef="Task_Call" targetRef="End_Done"/>
          <bpmn:sequenceFlow id="Flow_3" sourceRef="Event_Rejected" targetRef="End_Rejected"/>
        </bpmn:process>
        <bpmn:error id="Error_Rejected" name="断られた" errorCode="CONNECTOR_REJECTED"/>
      </bpmn:definitions>
      """;
}
