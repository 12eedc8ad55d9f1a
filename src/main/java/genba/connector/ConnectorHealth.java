package genba.connector;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Red while a connector's file is broken, naming file, line and reason. */
@Component("connectors")
class ConnectorHealth implements HealthIndicator {

  private final ConnectorCatalogue catalogue;

  ConnectorHealth(ConnectorCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public Health health() {
    List<Connector> all = catalogue.connectors();
    List<String> problems =
        all.stream()
            .map(Connector::problem)
            .filter(problem -> problem != null)
            .map(String::valueOf)
            .toList();
    return (problems.isEmpty() ? Health.up() : Health.down().withDetail("problems", problems))
        .withDetail("connectors", all.size())
        .build();
  }
}
