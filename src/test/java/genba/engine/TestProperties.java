package genba.engine;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The module's properties with their defaults. */
final class TestProperties {

  private TestProperties() {}

  static EngineProperties local() {
    return of(Map.of());
  }

  static EngineProperties of(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("genba.camunda", EngineProperties.class);
  }
}
