package genba.automation;

import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A request that the rules refuse. The message is the Japanese sentence a person reads; {@link
 * #text()} gives it in another language.
 */
public final class AutomationRefused extends RuntimeException {

  /** What kind of refusal it is: REST answers 404, 403, 409 or 422. */
  public enum Reason {
    NOT_FOUND,
    NOT_ALLOWED,
    WRONG_STATE,
    INVALID
  }

  private final Reason reason;
  private final String key;
  private final Object[] arguments;

  AutomationRefused(Reason reason, String sentence, String key, Object... arguments) {
    super(sentence);
    this.reason = reason;
    this.key = key;
    this.arguments = arguments.clone();
  }

  public Reason reason() {
    return reason;
  }

  /** The sentence for a {@link org.springframework.context.MessageSource}. */
  public MessageSourceResolvable text() {
    return new DefaultMessageSourceResolvable(new String[] {key}, arguments.clone(), getMessage());
  }
}
