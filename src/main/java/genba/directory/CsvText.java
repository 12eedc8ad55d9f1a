package genba.directory;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text of a file as offices save it: UTF-8 with or without byte order mark, or Windows-31J (Excel's
 * "CSV"). Decoding is strict; a byte that fits neither is no text.
 */
record CsvText(String text, Charset charset) {

  private static final Charset WINDOWS_31J = Charset.forName("windows-31j");
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  static Optional<CsvText> decode(byte[] bytes) {
    return strictly(bytes, StandardCharsets.UTF_8).or(() -> strictly(bytes, WINDOWS_31J));
  }

  private static Optional<CsvText> strictly(byte[] bytes, Charset charset) {
    try {
      String text =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return Optional.of(new CsvText(marked ? text.substring(1) : text, charset));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
