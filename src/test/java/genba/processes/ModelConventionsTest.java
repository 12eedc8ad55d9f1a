package genba.processes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import genba.engine.HandlesJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What all models have in common, so that workers, pages and Tasklist can rely on it. */
class ModelConventionsTest {

  /** A variable's name in the documentation of a task, in a FEEL expression or in a template. */
  private static final Pattern NAME = Pattern.compile("\\b[a-z][A-Za-z]+\\b");

  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern CONDITION = Pattern.compile("\\b(\\w+) !?= ");

  static Stream<Path> processes() {
    return Models.processes().stream();
  }

  static Stream<Path> forms() {
    return Models.forms().stream();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void everyUserTaskIsNativeAndTellsTheWorkListWhomItWaitsFor(Path file) {
    List<Element> tasks = Models.elements(Models.parse(file), "userTask").toList();
    assertThat(tasks).isNotEmpty();
    for (Element task : tasks.stream().filter(ModelConventionsTest::isTask).toList()) {
      assertSoftly(
          softly -> {
            softly.assertThat(zeebe(task, "userTask")).as("native").isPresent();
            softly.assertThat(forms()).as("form").contains(formOf(task));
            softly
                .assertThat(inputs(task))
                .as("inputs of %s", task.getAttribute("id"))
                .containsKeys("candidateGroups", "subject", "subjectPath", "dueAt");
            softly
                .assertThat(zeebe(task, "assignmentDefinition"))
                .get()
                .returns("=candidateGroups", e -> e.getAttribute("candidateGroups"));
            softly
                .assertThat(zeebe(task, "taskSchedule"))
                .get()
                .returns("=dueAt", e -> e.getAttribute("dueDate"));
            softly
                .assertThat(Models.elements(task, "executionListener"))
                .extracting(
                    e ->
                        "%s %s %s"
                            .formatted(
                                e.getAttribute("eventType"),
                                e.getAttribute("type"),
                                e.getAttribute("retries")))
                .containsExactly("start open-work-item 5", "end close-work-item 30");
          });
    }
  }

  @ParameterizedTest
  @MethodSource("processes")
  void everyTaskSaysWhatItIsFor(Path file) {
    Document model = Models.parse(file);
    assertThat(
            Stream.of("userTask", "serviceTask", "businessRuleTask", "callActivity", "receiveTask")
                .flatMap(kind -> Models.elements(model, kind))
                .filter(ModelConventionsTest::isTask))
        .allSatisfy(
            task ->
                assertThat(Models.elements(task, "documentation"))
                    .as(task.getAttribute("id"))
                    .singleElement()
                    .satisfies(text -> assertThat(text.getTextContent()).isNotBlank()));
  }

  /** Labels wrap by themselves; lists and searches show a name in one line. */
  @ParameterizedTest
  @MethodSource("processes")
  void noNameHasALineBreak(Path file) {
    assertThat(Models.elements(Models.parse(file), "*"))
        .extracting(element -> element.getAttribute("name"))
        .noneMatch(name -> name.contains("\n"));
  }

  /** A local variable of the task swallows a field of the same name unless the task hands it on. */
  @ParameterizedTest
  @MethodSource("processes")
  void noFieldOfAFormIsLostInALocalVariable(Path file) {
    Models.elements(Models.parse(file), "userTask")
        .filter(ModelConventionsTest::isTask)
        .forEach(
            task -> {
              Set<String> lost = new HashSet<>(fields(formOf(task)));
              Set<String> outputs = outputs(task);
              if (outputs.isEmpty()) {
                lost.retainAll(inputs(task).keySet());
              } else {
                lost.removeAll(outputs);
              }
              assertThat(lost).as("fields of %s that get lost", task.getAttribute("id")).isEmpty();
            });
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aFormIsNamedLikeItsFileAndUsedSomewhere(Path form) {
    String id = read(form).path("id").asText();
    assertThat(form).hasFileName(id + ".form");
    assertThat(
            processes()
                .flatMap(file -> Models.elements(Models.parse(file), "formDefinition"))
                .map(definition -> definition.getAttribute("formId")))
        .contains(id);
  }

  /** What a form shows is a field, a variable of its task, or what a worker says it returns. */
  @ParameterizedTest
  @MethodSource("forms")
  void aFormShowsOnlyVariablesThatExist(Path form) {
    Set<String> known = new HashSet<>();
    forms().forEach(other -> known.addAll(fields(other)));
    processes()
        .map(Models::parse)
        .forEach(
            model -> {
              Models.elements(model, "input").forEach(e -> known.add(e.getAttribute("target")));
              Models.elements(model, "output").forEach(e -> known.add(e.getAttribute("target")));
              Models.elements(model, "documentation")
                  .forEach(
                      e ->
                          NAME.matcher(e.getTextContent())
                              .results()
                              .forEach(name -> known.add(name.group())));
            });
    assertThat(shown(form)).as("variables shown by %s", form).isSubsetOf(known);
  }

  @Test
  void everyJobOfTheModelsHasExactlyOneWorker() {
    Set<String> wanted = new TreeSet<>();
    processes()
        .map(Models::parse)
        .forEach(
            model -> {
              Models.elements(model, "taskDefinition").forEach(e -> wanted.add(type(e)));
              Models.elements(model, "executionListener").forEach(e -> wanted.add(type(e)));
            });
    Map<String, List<String>> workers =
        workers()
            .collect(
                groupingBy(
                    method -> method.getAnnotation(HandlesJob.class).value(),
                    mapping(method -> method.getDeclaringClass().getSimpleName(), toList())));
    assertSoftly(
        softly -> {
          softly.assertThat(workers.keySet()).as("job types with a worker").containsAll(wanted);
          softly
              .assertThat(workers.values())
              .as("workers of one job type")
              .allSatisfy(classes -> assertThat(classes).hasSize(1));
        });
  }

  private static Stream<Method> workers() {
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Object.class));
    return scanner.findCandidateComponents("genba").stream()
        .map(definition -> definition.getBeanClassName())
        .filter(name -> name != null && name.endsWith("Worker"))
        .map(name -> ClassUtils.resolveClassName(name, null))
        .flatMap(worker -> Arrays.stream(worker.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(HandlesJob.class));
  }

  /** The extension element of a user task is called like the task itself. */
  private static boolean isTask(Element element) {
    return element.hasAttribute("id");
  }

  private static Optional<Element> zeebe(Element task, String name) {
    return Models.elements(task, name).findFirst();
  }

  private static Path formOf(Element task) {
    String id = zeebe(task, "formDefinition").orElseThrow().getAttribute("formId");
    return Path.of("bpmn", "forms", id + ".form");
  }

  private static Map<String, String> inputs(Element task) {
    return Models.elements(task, "input")
        .collect(toMap(e -> e.getAttribute("target"), e -> e.getAttribute("source")));
  }

  private static Set<String> outputs(Element task) {
    return Models.elements(task, "output").map(e -> e.getAttribute("target")).collect(toSet());
  }

  private static String type(Element element) {
    return element.getAttribute("type");
  }

  private static Set<String> fields(Path form) {
    return Set.copyOf(read(form).path("components").findValuesAsText("key"));
  }

  private static Set<String> shown(Path form) {
    Set<String> names = new TreeSet<>();
    JsonNode components = read(form).path("components");
    for (String text : components.findValuesAsText("text")) {
      TEMPLATE.matcher(text).results().forEach(match -> names.add(match.group(1)));
    }
    for (String condition : components.findValuesAsText("hide")) {
      CONDITION.matcher(condition).results().forEach(match -> names.add(match.group(1)));
    }
    return names;
  }

  private static JsonNode read(Path form) {
    try {
      return new ObjectMapper().readTree(Files.readString(form));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
