package genba.connector;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.springframework.boot.logging.logback.ExtendedWhitespaceThrowableProxyConverter;

/** An exception in the log without secrets: libraries like to quote what they were given. */
public final class MaskedStackTrace extends ExtendedWhitespaceThrowableProxyConverter {

  @Override
  protected String throwableProxyToString(IThrowableProxy thrown) {
    return Masker.mask(super.throwableProxyToString(thrown));
  }
}
