package genba.connector.keeper;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Text as bots and Windows programs in Japan write it. */
public final class BotText {

  private static final Charset WINDOWS_31J = Charset.forName("windows-31j");
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private BotText() {}

  /**
   * UTF-8 with or without its mark, also where it breaks off inside a character; what is no UTF-8
   * is Windows-31J.
   */
  public static String decode(byte[] content) {
    CharBuffer utf8 = CharBuffer.allocate(content.length);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content), utf8, false);
    String text = result.isError() ? new String(content, WINDOWS_31J) : utf8.flip().toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }
}
