package genba.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The folder of models: read once, at the start. */
final class ModelFolder implements ProcessModels {

  /**
   * One file for the engine.
   *
   * @param name path below the folder, {@code decisions/approval-stages.dmn} say
   */
  record ModelFile(String name, byte[] content) {}

  private final List<ModelFile> files;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> xmlByProcess = new HashMap<>();
  private final Map<String, Map<String, String>> labelsByProcess = new HashMap<>();

  private ModelFolder(List<ModelFile> files) {
    this.files = files;
    for (ModelFile file : files) {
      if (file.name().endsWith(".bpmn")) {
        index(file);
      }
    }
  }

  /**
   * @param configured a folder, {@code classpath:…}, or empty for {@code ./bpmn} and else the jar's
   */
  static ModelFolder read(String configured) {
    String location = configured;
    if (location.isBlank()) {
      location = Files.isDirectory(Path.of("bpmn")) ? "bpmn" : "classpath:bpmn/";
    }
    String root =
        location.startsWith("classpath:")
            ? location.replace("classpath:", "classpath*:")
            : Path.of(location).toAbsolutePath().toUri().toString();
    if (!root.endsWith("/")) {
      root += "/";
    }
    List<ModelFile> files = new ArrayList<>();
    try {
      files.addAll(find(root, "", "*.bpmn"));
      files.addAll(find(root, "decisions/", "*.dmn"));
      files.addAll(find(root, "forms/", "*.form"));
    } catch (IOException e) {
      ModelFolder empty = new ModelFolder(List.of());
      empty.problems.add("Cannot read the models in %s: %s".formatted(location, e.getMessage()));
      return empty;
    }
    return new ModelFolder(List.copyOf(files));
  }

  List<ModelFile> files() {
    return files;
  }

  /** What is wrong with the files, one sentence each. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public Optional<String> xml(String processId) {
    return Optional.ofNullable(xmlByProcess.get(processId));
  }

  /** An element's label in the model, its id where the model has none. */
  String label(String processId, String elementId) {
    return labelsByProcess.getOrDefault(processId, Map.of()).getOrDefault(elementId, elementId);
  }

  private void index(ModelFile file) {
    try {
      BpmnReader.Model model = BpmnReader.read(file.content());
      String xml = new String(file.content(), StandardCharsets.UTF_8);
      for (String processId : model.processIds()) {
        xmlByProcess.put(processId, xml);
        labelsByProcess.put(processId, model.labels());
      }
    } catch (XMLStreamException e) {
      problems.add("%s is no XML: %s".formatted(file.name(), firstLine(e.getMessage())));
    }
  }

  private static List<ModelFile> find(String root, String folder, String pattern)
      throws IOException {
    List<ModelFile> found = new ArrayList<>();
    Resource[] resources =
        new PathMatchingResourcePatternResolver().getResources(root + folder + pattern);
    Arrays.sort(resources, Comparator.comparing(r -> String.valueOf(r.getFilename())));
    for (Resource resource : resources) {
      found.add(new ModelFile(folder + resource.getFilename(), resource.getContentAsByteArray()));
    }
    return found;
  }

  private static String firstLine(@Nullable String text) {
    return String.valueOf(text).lines().map(String::strip).findFirst().orElse("");
  }
}
