package genba.connector;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Red while a connector's file is broken, naming file, line and reason; also where an older version
 * serves in its place.
 */
@Component("connectors")
class ConnectorHealth implements HealthIndicator {

  private final ConnectorLoader loader;
  private final ConnectorCatalogue catalogue;

  ConnectorHealth(ConnectorLoader loader, ConnectorCatalogue catalogue) {
    this.loader = loader;
    this.catalogue = catalogue;
  }

  @Override
  public Health health() {
    List<String> problems = loader.problems().stream().map(FileProblem::inEnglish).toList();
    return (problems.isEmpty() ? Health.up() : Health.down().withDetail("problems", problems))
        .withDetail("connectors", catalogue.connectors().size())
        .build();
  }
}
