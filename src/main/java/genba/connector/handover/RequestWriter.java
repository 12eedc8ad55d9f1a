package genba.connector.handover;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a request: {@code request.json} last, so that whoever sees it sees everything; before it,
 * where the connection wants it, the same as {@code request.csv} with the columns name and value.
 */
@Component
class RequestWriter {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

  private final JsonMapper json;
  private final Clock clock;

  RequestWriter(JsonMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * @throws CharacterCodingException naming the field, where the charset cannot write its value
   */
  void write(RequestFolder run, HandOverCall call) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("reference", call.reference());
    head.put("bot", call.bot());
    head.put("priority", call.priority());
    head.put("requestedAt", local(now));
    head.put("deadline", local(now.plus(call.timeLimit())));
    if (call.csv() != null) {
      run.write(RequestFolder.CSV, csv(head, call.input(), call.csv()));
    }
    head.put("input", call.input());
    run.write(RequestFolder.JSON, json.writeValueAsBytes(head));
  }

  /** As the request says it; a request that cannot be read has the limit of today's call. */
  Instant deadline(RequestFolder run, HandOverCall call) throws IOException {
    String text = run.note(RequestFolder.JSON);
    try {
      return java.time.OffsetDateTime.parse(json.readTree(text).path("deadline").asString(""))
          .toInstant();
    } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
      return clock.instant().plus(call.timeLimit());
    }
  }

  private static String local(Instant at) {
    return at.atZone(TOKYO).toOffsetDateTime().toString();
  }

  private static byte[] csv(Map<String, Object> head, Map<String, String> input, Charset charset)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CSVPrinter rows = new CSVPrinter(text, CSVFormat.RFC4180)) {
      rows.printRecord("name", "value");
      for (Map.Entry<String, Object> field : head.entrySet()) {
        rows.printRecord(field.getKey(), field.getValue());
      }
      for (Map.Entry<String, String> field : input.entrySet()) {
        if (!charset.newEncoder().canEncode(field.getKey() + field.getValue())) {
          throw new CannotWrite(
              "The input '%s' has characters that %s does not have"
                  .formatted(field.getKey(), charset.displayName()));
        }
        rows.printRecord("input." + field.getKey(), field.getValue());
      }
    }
    ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text.toString()));
    byte[] content = new byte[bytes.remaining()];
    bytes.get(content);
    return content;
  }

  private static final class CannotWrite extends CharacterCodingException {
    private final String sentence;

    CannotWrite(String sentence) {
      this.sentence = sentence;
    }

    @Override
    public String getMessage() {
      return sentence;
    }
  }
}
