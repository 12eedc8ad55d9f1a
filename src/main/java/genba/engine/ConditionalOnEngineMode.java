package genba.engine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Only in these modes. Binds the property as the configuration record does: YAML reads an unquoted
 * {@code off} as false, and binding understands that.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Conditional(ConditionalOnEngineMode.InMode.class)
@interface ConditionalOnEngineMode {

  EngineMode[] value();

  /** Compares the configured mode with the annotation's. */
  final class InMode implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      EngineMode mode =
          Binder.get(context.getEnvironment())
              .bind("genba.camunda.mode", EngineMode.class)
              .orElse(EngineMode.LOCAL);
      Map<String, Object> attributes =
          metadata.getAnnotationAttributes(ConditionalOnEngineMode.class.getName());
      if (attributes == null || !(attributes.get("value") instanceof EngineMode[] modes)) {
        return false;
      }
      return List.of(modes).contains(mode);
    }
  }
}
