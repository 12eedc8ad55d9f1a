package genba.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

  @TempDir Path folder;

  @Test
  void labelsAndXmlAreKnownByProcess() {
    ModelFolder models = ModelFolder.read("src/test/resources/genba/engine/models");

    assertThat(models.problems()).isEmpty();
    assertThat(models.label("listened", "Task_Confirm")).isEqualTo("内容を確認する");
    assertThat(models.label("listened", "Task_Unknown")).isEqualTo("Task_Unknown");
    assertThat(models.label("unknown", "Task_Confirm")).isEqualTo("Task_Confirm");
    assertThat(models.xml("listened")).hasValueSatisfying(xml -> assertThat(xml).contains("<bpmn"));
    assertThat(models.xml("unknown")).isEmpty();
  }

  @Test
  void theJarsModelsCanBeTaken() {
    assertThat(ModelFolder.read("classpath:genba/engine/models").files())
        .extracting(ModelFolder.ModelFile::name)
        .contains("listened.bpmn", "worked.bpmn");
  }

  @Test
  void aBrokenFileIsNamedAndTheOthersAreRead() throws Exception {
    Files.writeString(folder.resolve("broken.bpmn"), "<definitions><process id='x'>");
    Files.createDirectory(folder.resolve("forms"));
    Files.writeString(folder.resolve("forms/a.form"), "{}");

    ModelFolder models = ModelFolder.read(folder.toString());

    assertThat(models.files())
        .extracting(ModelFolder.ModelFile::name)
        .containsExactly("broken.bpmn", "forms/a.form");
    assertThat(models.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith("broken.bpmn is no XML: "));
  }

  @Test
  void anExternalEntityIsNotRead() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(
        folder.resolve("entity.bpmn"),
        """
        <!DOCTYPE d [<!ENTITY e SYSTEM "%s">]>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
          <process id="p" name="&e;"/>
        </definitions>
        """
            .formatted(secret.toUri()));

    ModelFolder models = ModelFolder.read(folder.toString());

    assertThat(models.label("p", "p")).doesNotContain("secret");
  }

  @Test
  void aMissingFolderHasNoModels() {
    assertThat(ModelFolder.read(folder.resolve("none").toString()).files()).isEmpty();
  }
}
