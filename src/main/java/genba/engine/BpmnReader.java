package genba.engine;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what the hub needs from BPMN: the processes' ids and the elements' labels. */
final class BpmnReader {
  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

  /**
   * One BPMN file's content.
   *
   * @param labels label by element id
   */
  record Model(Set<String> processIds, Map<String, String> labels) {}

  private BpmnReader() {}

  static Model read(byte[] xml) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    try {
      Set<String> processIds = new HashSet<>();
      Map<String, String> labels = new HashMap<>();
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && BPMN.equals(reader.getNamespaceURI())) {
          String id = reader.getAttributeValue(null, "id");
          String name = reader.getAttributeValue(null, "name");
          if (id != null && name != null) {
            labels.put(id, name.replaceAll("\\s+", " ").strip());
          }
          if (id != null && "process".equals(reader.getLocalName())) {
            processIds.add(id);
          }
        }
      }
      return new Model(Set.copyOf(processIds), Map.copyOf(labels));
    } finally {
      reader.close();
    }
  }
}
