package genba.connector;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * FEEL in connector files: {@code language: feel}. An expression sees {@code parameters}, {@code
 * reference}, {@code connection}, {@code dataClass}, {@code callbackAddress}, {@code now}, {@code
 * property}, and after a call {@code body}, {@code status} and {@code headers}.
 */
@Component("feel")
class FeelLanguage extends LanguageSupport {

  private final Feel feel;
  private final Clock clock;

  FeelLanguage(Feel feel, Clock clock) {
    this.feel = feel;
    this.clock = clock;
  }

  @Override
  public Predicate createPredicate(String expression) {
    return (Predicate) createExpression(expression);
  }

  @Override
  public Expression createExpression(String expression) {
    feel.parse(expression);
    return new ExpressionAdapter() {
      @Override
      public @Nullable Object evaluate(Exchange exchange) {
        return feel.evaluate(expression, variables(exchange));
      }

      @Override
      public boolean matches(Exchange exchange) {
        return Boolean.TRUE.equals(evaluate(exchange));
      }

      @Override
      public String toString() {
        return "feel: " + expression;
      }
    };
  }

  private Map<String, Object> variables(Exchange exchange) {
    CallScope scope = CallScope.of(exchange);
    Map<String, Object> variables = new HashMap<>(scope.variables());
    variables.put("now", ZonedDateTime.now(clock));
    variables.put("property", exchange.getProperties());
    variables.put("body", WireAnswer.plain(exchange.getMessage().getBody()));
    variables.put("status", exchange.getProperty(WireAnswer.STATUS));
    variables.put("headers", exchange.getProperty(WireAnswer.HEADERS));
    return variables;
  }
}
