package genba.connector.ocr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The named connections, to know which folders readings may lie in. */
@ConfigurationProperties("genba.connector")
record OcrProperties(@DefaultValue Map<String, Map<String, String>> connections) {

  static final String SYSTEM = "ocr";

  /** All usable connections of AI-OCR products. */
  List<OcrConnection> all() {
    List<OcrConnection> all = new ArrayList<>();
    connections.forEach(
        (name, values) -> {
          if (SYSTEM.equals(values.getOrDefault("system", name))) {
            try {
              all.add(OcrConnection.of(values));
            } catch (OcrConnection.Wrong e) {
              // A call over this connection says what is wrong with it.
            }
          }
        });
    return all;
  }
}
