package genba.connector;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** A log line's message without secrets, whoever logs it; see logback-spring.xml. */
public final class MaskedMessage extends MessageConverter {

  @Override
  public String convert(ILoggingEvent event) {
    return Masker.mask(super.convert(event));
  }
}
