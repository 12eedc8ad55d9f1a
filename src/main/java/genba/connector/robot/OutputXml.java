package genba.connector.robot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What Robot Framework's {@code output.xml} says, read as a stream: it can be hundreds of
 * megabytes. Versions 4 to 7 differ in the attributes of {@code status}, not in what is read here.
 * A document type declaration is refused: robot never writes one.
 *
 * @param complete whether the file was written to its end
 * @param firstFailure message of the first failed task, "" where none failed
 */
record OutputXml(boolean complete, int passed, int failed, int skipped, String firstFailure) {

  private static final OutputXml NOTHING = new OutputXml(false, 0, 0, 0, "");
  private static final int LONGEST_MESSAGE = 500;

  /** Nothing where the file is missing or breaks off; as far as it could be read otherwise. */
  static OutputXml read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return NOTHING;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new Reading().of(in);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    return factory;
  }

  private static final class Reading {
    private boolean complete;
    private int passed;
    private int failed;
    private int skipped;
    private String firstFailure = "";
    private int insideKeywords;
    private boolean insideTask;

    OutputXml of(InputStream in) {
      try {
        XMLStreamReader xml = factory().createXMLStreamReader(in);
        while (xml.hasNext()) {
          int event = xml.next();
          if (event == XMLStreamConstants.DTD) {
            return NOTHING;
          }
          if (event == XMLStreamConstants.START_ELEMENT) {
            started(xml);
          } else if (event == XMLStreamConstants.END_ELEMENT) {
            ended(xml.getLocalName());
          }
        }
      } catch (XMLStreamException e) {
        complete = false;
      }
      return new OutputXml(complete, passed, failed, skipped, firstFailure);
    }

    private void started(XMLStreamReader xml) throws XMLStreamException {
      switch (xml.getLocalName()) {
        case "test" -> {
          insideTask = true;
          insideKeywords = 0;
        }
        case "status" -> {
          if (insideTask && insideKeywords == 0) {
            count(xml);
          }
        }
        case "kw", "for", "while", "if", "try", "iter", "branch", "group" -> insideKeywords++;
        default -> {}
      }
    }

    private void count(XMLStreamReader xml) throws XMLStreamException {
      String status = String.valueOf(xml.getAttributeValue(null, "status"));
      String message = xml.getElementText().strip();
      switch (status) {
        case "PASS" -> passed++;
        case "FAIL" -> {
          failed++;
          if (firstFailure.isEmpty()) {
            firstFailure =
                message.length() > LONGEST_MESSAGE
                    ? message.substring(0, LONGEST_MESSAGE)
                    : message;
          }
        }
        default -> skipped++;
      }
    }

    private void ended(String name) {
      switch (name) {
        case "test" -> insideTask = false;
        case "kw", "for", "while", "if", "try", "iter", "branch", "group" -> insideKeywords--;
        case "robot" -> complete = true;
        default -> {}
      }
    }
  }
}
