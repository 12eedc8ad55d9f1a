package genba.processes;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The files that a modeller edits. */
final class Models {

  private static final Path FOLDER = Path.of("bpmn");

  private Models() {}

  static List<Path> processes() {
    return files(FOLDER, ".bpmn");
  }

  static List<Path> decisions() {
    return files(FOLDER.resolve("decisions"), ".dmn");
  }

  static List<Path> forms() {
    return files(FOLDER.resolve("forms"), ".form");
  }

  /** Deploys everything at once, as the application does. */
  static void deploy(CamundaClient client) {
    List<Path> all = Stream.of(processes(), decisions(), forms()).flatMap(List::stream).toList();
    DeployResourceCommandStep2 command =
        client.newDeployResourceCommand().addResourceFile(all.getFirst().toString());
    for (Path file : all.subList(1, all.size())) {
      command = command.addResourceFile(file.toString());
    }
    command.send().join();
  }

  static Document parse(Path xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(xml.toFile());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(xml + " is no XML", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All elements of a local name, whatever their namespace prefix. */
  static Stream<Element> elements(Document document, String localName) {
    return stream(document.getElementsByTagNameNS("*", localName));
  }

  /** All descendants of a local name. */
  static Stream<Element> elements(Element parent, String localName) {
    return stream(parent.getElementsByTagNameNS("*", localName));
  }

  private static Stream<Element> stream(NodeList nodes) {
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1)
        .map(i -> (Element) nodes.item(i));
  }

  private static List<Path> files(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
